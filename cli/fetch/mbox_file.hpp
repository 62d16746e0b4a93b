#pragma once

#include <filesystem>
#include <pop3kit/unfinished_file.hpp>
#include <span>
#include <string>

#include "console/descriptor.hpp"
#include "fetch/dot_lock.hpp"
#include "fetch/spool_file.hpp"

namespace pop3kit::command {

/// An mbox that messages are appended to. It is never replaced, and never changed but under two locks: FILE.lock, and
/// an advisory lock of the whole file (fcntl). Throws command_error (8).
class mbox_file {
 public:
  /// Follows symbolic links. Refuses a file that is not empty and does not begin with "From ", and a name that does not
  /// exist in a folder where this user may not create it.
  explicit mbox_file(const std::string& file);

  /// Appends the `messages` of the spool, after a blank line, or creates the mbox (mode 0600), and syncs it. If that
  /// fails, or a signal interrupts it, the mbox gets its previous length again; a new one is removed. `attempts` is for
  /// each of the locks.
  void append(const spool_file& spool, std::span<const spool_range> messages, lock_attempts attempts) const;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  /// The mbox, under its advisory lock.
  struct opened_mbox {
    opened_mbox() = default;
    descriptor file;
    bool created = false;
    unfinished_file removed;  ///< the mbox, if it was created and contains nothing of another program
  };

  [[nodiscard]] descriptor open_existing() const;
  void require_mbox(const descriptor& file) const;
  [[nodiscard]] opened_mbox open_locked(lock_attempts attempts) const;
  void create(opened_mbox& opened) const;
  void lock(const descriptor& file, lock_attempts attempts) const;
  void copy(const spool_file& spool, std::span<const spool_range> messages, const descriptor& file) const;

  std::filesystem::path path_;
};

}  // namespace pop3kit::command
