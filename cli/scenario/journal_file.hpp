#pragma once

#include <pop3kit/journal.hpp>
#include <string>

#include "console/log_file.hpp"

namespace pop3kit::command {

/// A journal as JSON lines, each written as its event happens. The file exists before the server listens, so that one
/// that cannot be written is reported at once; throws command_error (8) then.
class journal_file {
 public:
  explicit journal_file(const std::string& file);

  /// Called on the server's thread. What cannot be written is reported on standard error when it happens, once, and
  /// by close().
  void add(const journal_entry& entry) noexcept;
  /// Syncs the file. Called after the server has stopped. Throws command_error (8) if anything was not written.
  void close();

 private:
  log_file file_;
  bool complete_ = true;
};

}  // namespace pop3kit::command
