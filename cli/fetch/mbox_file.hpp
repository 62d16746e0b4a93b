#pragma once

#include <filesystem>
#include <pop3kit/unfinished_file.hpp>
#include <span>
#include <string>

#include "console/descriptor.hpp"
#include "fetch/message_spool.hpp"
#include "fetch/output_file.hpp"

namespace pop3kit::command {

/// Holds FILE.lock, by which mail programs agree on who may change an mbox. The file contains the number of the
/// process. The destructor removes it, and so does a signal that ends the command.
class dot_lock {
 public:
  /// Waits while FILE.lock exists. Throws command_error (8) if it still exists after so many retries: a lock of a
  /// program that crashed has to be removed by hand. If this user may not create files in the folder, which is usual
  /// for system mailboxes, there is no dot lock.
  dot_lock(const std::filesystem::path& file, retry_count retries);

 private:
  [[nodiscard]] descriptor create(const std::string& name);

  unfinished_file lock_;
};

/// An mbox that messages are appended to. It is never replaced, and it is changed under two locks only: FILE.lock, and
/// an advisory lock of the whole file (fcntl). Throws command_error (8).
class mbox_file {
 public:
  /// Follows symbolic links. Refuses a file that is not empty and does not begin with a From line, and a name that does
  /// not exist in a folder where this user may not create it.
  explicit mbox_file(const std::string& file);

  /// Appends the `messages` of the spool, after a blank line, or creates the mbox (mode 0600), and syncs it. If that
  /// fails, or a signal interrupts it, the mbox gets its previous length again; a new one is removed. `retries` is for
  /// each of the locks.
  void append(const spool_file& spool, std::span<const spool_range> messages, retry_count retries) const;

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
  [[nodiscard]] opened_mbox open_locked(retry_count retries) const;
  void create(opened_mbox& opened) const;
  void lock(const descriptor& file, retry_count retries) const;
  void copy(const spool_file& spool, std::span<const spool_range> messages, const descriptor& file) const;

  std::filesystem::path path_;
};

}  // namespace pop3kit::command
