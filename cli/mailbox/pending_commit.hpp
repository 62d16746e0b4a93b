#pragma once

#include <string>

namespace pop3kit::command {

/// The time between QUIT and its answer. A signal in that time leaves open whether the messages were deleted, and ends
/// the command with these texts on its outputs: with status 130 if it is SIGINT, as a shell reports such an end, else
/// with status 3. One at a time.
class pending_commit {
 public:
  /// `output` is for standard output, `complaint` for standard error; both with their line ends.
  pending_commit(std::string output, std::string complaint);
  pending_commit(const pending_commit&) = delete;
  pending_commit& operator=(const pending_commit&) = delete;
  ~pending_commit();
};

}  // namespace pop3kit::command
