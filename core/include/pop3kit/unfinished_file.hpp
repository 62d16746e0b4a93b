#pragma once

#include <filesystem>

namespace pop3kit {

/// Owns a file on disk that must be removed when the work on it ends, such as a temporary file or a lock file.
///
/// The destructor removes the file, unless keep() was called. If a signal ends the process, no destructor runs. So call
/// remove_unfinished_files() in the signal handler. Different objects can be used by different threads at once; one
/// object must not.
class unfinished_file {
 public:
  /// Owns nothing.
  unfinished_file() noexcept = default;
  /// Owns `file` from now on, whether it exists yet or not. Does not create it.
  ///
  /// Register a temporary file before you create it, so that no signal arrives between the two steps. A relative path
  /// is resolved now. A path of more than 4095 octets, which Linux cannot open, is not owned. Throws std::bad_alloc.
  explicit unfinished_file(const std::filesystem::path& file);
  /// Takes over the file of `other`, which owns nothing afterwards.
  unfinished_file(unfinished_file&& other) noexcept;
  /// Removes the own file and takes over that of `other`, which owns nothing afterwards.
  unfinished_file& operator=(unfinished_file&& other) noexcept;
  /// Removes the file, as remove() does.
  ~unfinished_file();

  /// Keeps the file on disk and owns nothing afterwards.
  void keep() noexcept;
  /// Removes the file and owns nothing afterwards. Ignores a file that does not exist or cannot be removed.
  void remove() noexcept;

 private:
  friend void remove_unfinished_files() noexcept;
  struct entry;
  [[nodiscard]] static entry* claim();
  entry* entry_ = nullptr;
};

/// Removes every file that an `unfinished_file` of this process owns.
///
/// Async-signal-safe. Call it in the handler of a signal that ends the process. Objects that still exist own nothing
/// afterwards, so they do not remove a later file of the same name.
void remove_unfinished_files() noexcept;

}  // namespace pop3kit
