#pragma once

#include <filesystem>

namespace pop3kit {

/// Owns a file on disk that must not outlive the work on it: a temporary file, or a lock.
///
/// The destructor removes the file, unless keep() was called. A process that a signal ends runs no destructors: its
/// signal handler calls remove_unfinished_files(). Objects may live on several threads at once; each object belongs to
/// one thread at a time.
class unfinished_file {
 public:
  /// Owns nothing.
  unfinished_file() noexcept = default;
  /// Owns `file` from now on, whether it exists yet or not. A relative path is resolved now. Does not create the file:
  /// register a temporary file before you create it, so that no signal falls between the two steps. A path beyond
  /// 4095 octets, which Linux cannot open, is not owned. Throws std::bad_alloc.
  explicit unfinished_file(const std::filesystem::path& file);
  unfinished_file(unfinished_file&& other) noexcept;
  unfinished_file& operator=(unfinished_file&& other) noexcept;
  ~unfinished_file();

  /// Stops owning the file, which stays. Does nothing if this object owns nothing.
  void keep() noexcept;
  /// Removes the file and owns nothing afterwards. A file that cannot be removed, or does not exist, is no error.
  void remove() noexcept;

 private:
  friend void remove_unfinished_files() noexcept;
  struct entry;
  [[nodiscard]] static entry* claim();
  entry* entry_ = nullptr;
};

/// Removes every file that an `unfinished_file` of this process owns now. Async-signal-safe: meant for the handler of a
/// signal that ends the process. Objects that still exist own nothing afterwards: they do not remove a later file of
/// the same name.
void remove_unfinished_files() noexcept;

}  // namespace pop3kit
