#pragma once

#include <string>

namespace pop3kit::command {

/// The time until the outcome of a delete is known. A signal in that time ends the command and says what it left: with
/// status 130 if it is SIGINT, as a shell reports such an end. One at a time.
class pending_delete {
 public:
  /// Before QUIT nothing is deleted. `complaint` is for standard error, with its line end. SIGTERM and SIGHUP end the
  /// command as they always do.
  explicit pending_delete(std::string complaint);
  pending_delete(const pending_delete&) = delete;
  pending_delete& operator=(const pending_delete&) = delete;
  ~pending_delete();

  /// From QUIT until its answer it is open whether the messages were deleted. SIGTERM and SIGHUP have status 3.
  /// `output` is for standard output, `complaint` for standard error; both with their line ends.
  static void commit(std::string output, std::string complaint);
};

}  // namespace pop3kit::command
