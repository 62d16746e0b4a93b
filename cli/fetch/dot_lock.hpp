#pragma once

#include <chrono>
#include <filesystem>
#include <pop3kit/unfinished_file.hpp>
#include <string>

#include "console/descriptor.hpp"

namespace pop3kit::command {

/// How often something that another program has to do first, such as releasing a lock, is tried again, every 100 ms.
using lock_attempts = unsigned;

/// As many attempts as this time has room for.
[[nodiscard]] lock_attempts attempts_within(std::chrono::nanoseconds patience) noexcept;

/// Holds FILE.lock, by which mail programs agree on who may change an mbox. The file contains the process's number. The
/// destructor removes it, and so does a signal that ends the command.
class dot_lock {
 public:
  /// Waits while FILE.lock exists. Throws command_error (8) if it still exists after so many attempts: a lock of a
  /// program that crashed has to be removed by hand. Where this user may not create files in the folder, which is usual
  /// for system mailboxes, there is no dot lock.
  dot_lock(const std::filesystem::path& file, lock_attempts attempts);

 private:
  [[nodiscard]] descriptor create(const std::string& name);

  unfinished_file lock_;
};

/// Waits 100 ms.
void wait_for_lock() noexcept;

}  // namespace pop3kit::command
