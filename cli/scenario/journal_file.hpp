#pragma once

#include <atomic>
#include <pop3kit/journal.hpp>
#include <string>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// A journal as JSON lines, each written as its event happens. Opened before serving, so that a file that cannot be
/// written is known at once; throws command_error (8) then.
class journal_file {
 public:
  explicit journal_file(const std::string& file);

  /// On the server's thread. What cannot be written is told by close().
  void add(const journal_entry& entry) noexcept;
  /// Once nothing more is added. Throws command_error (8) where anything was not written.
  void close();

 private:
  std::string what_;
  descriptor file_;
  std::atomic<int> trouble_ = 0;  ///< errno
};

}  // namespace pop3kit::command
