#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <pop3kit/file_system.hpp>
#include <pop3kit/result.hpp>
#include <pop3kit/unfinished_file.hpp>
#include <string_view>

namespace pop3kit {

/// What a file_writer does if its target exists.
enum class existing_file {
  /// Replaces a regular file or a symbolic link, which is not followed. Refuses a folder, FIFO, socket or device.
  replace,
  /// Keeps what exists, and fails. Needs a file system with hard links.
  keep,
  /// For names that a person chose, such as an argument `-o FILE`. Follows symbolic links, replaces a regular file, and
  /// opens a FIFO or device and writes into it directly. Refuses a folder. A link to a file that does not exist creates
  /// that file.
  write_through,
  /// Keeps what exists. The new file gets the first free name of "NAME.EXT", "NAME~2.EXT", "NAME~3.EXT" and so on. If
  /// one of the names before it belongs to a regular file with the same octets, that file counts as the new file, which
  /// is discarded. For names that may stand for another content later, such as sequence numbers.
  keep_both,
};

/// Writes a file that appears under its name only when it is complete and durable.
///
///     pop3kit::file_writer file = pop3kit::file_writer::open("a7.eml").value();
///     file.write(octets).value();
///     file.commit().value();
///
/// open() creates a temporary file in the folder of the target, under a random name that begins with ".pop3kit-", with
/// O_EXCL and O_NOFOLLOW, readable and writable by its owner only (mode 0600). commit() syncs the file, renames it and
/// syncs the folder. Until then an earlier file of that name stays as it was. The destructor removes the temporary file
/// of a writer that was not committed; if a signal ends the process, remove_unfinished_files() does so.
///
/// The writer never writes into an earlier regular file, so the other hard links of that file keep their content.
/// Several writers of one target do not disturb each other; with existing_file::replace the last commit() wins.
///
/// After a writer was committed, discarded or moved from, write(), publish() and commit() fail. A committed file stays.
///
/// All operations block. Every failure is errc::file_unwritable; failure::detail() names the file and the system's
/// reason. A writer must not be used by two threads at a time. To write many files, see file_group.
class file_writer {
 public:
  /// Creates the temporary file and returns a writer for it.
  ///
  /// The temporary file is in `staging_folder`, which must be on the file system of the target. If `staging_folder` is
  /// empty, it is in the folder of the target. `files` is the file system of both, and must outlive the writer. Fails
  /// if the target has no file name, or if `existing` refuses what has that name.
  [[nodiscard]] static result<file_writer> open(std::filesystem::path target,
                                                existing_file existing = existing_file::replace,
                                                const std::filesystem::path& staging_folder = {},
                                                file_system& files = native_file_system());
  /// Takes over the file of `other`, whose write(), publish() and commit() fail afterwards.
  file_writer(file_writer&& other) noexcept;
  /// Discards the own file, as discard() does, and takes over that of `other`.
  file_writer& operator=(file_writer&& other) noexcept;
  /// Removes the temporary file, unless commit() succeeded or publish() was called.
  ~file_writer();

  /// Appends octets to the file. Do not call commit() after a failure: the file may be incomplete.
  [[nodiscard]] result<> write(std::string_view octets);
  /// Gives the file its name before it is complete, for files that others read while they grow, such as logs. write()
  /// and commit() may follow. The file stays if they fail.
  [[nodiscard]] result<> publish();
  /// Syncs, renames and closes the file, then syncs the folder. The file is durable if this succeeds.
  /// If it fails, the temporary file is removed and an earlier file stays as it was. Exception: if closing the file or
  /// syncing the folder fails, the new file has the name already.
  [[nodiscard]] result<> commit();
  /// Closes the file and removes the temporary file. An earlier file of that name stays as it was. So does a file that
  /// was published or committed.
  void discard() noexcept;

  /// Returns the name under which the file appears, after resolving the symbolic links that are followed. With
  /// existing_file::keep_both the name may change in publish() or commit().
  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }
  /// Returns the number of octets written so far.
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }

 private:
  friend class file_group;

  file_writer(std::filesystem::path target, existing_file existing, file_system& files) noexcept;
  [[nodiscard]] result<> examine_target();
  [[nodiscard]] result<> examine_what_is_written_through();
  [[nodiscard]] result<> follow_links();
  [[nodiscard]] result<> open_directly();
  [[nodiscard]] result<> create(const std::filesystem::path& folder);
  [[nodiscard]] result<> sync();
  [[nodiscard]] result<> require_open() const;
  [[nodiscard]] result<> rename();
  [[nodiscard]] result<> take_free_name();
  [[nodiscard]] result<bool> is_copy_of(const std::filesystem::path& existing) const;
  [[nodiscard]] result<> close();
  void remove_temporary() noexcept;
  [[nodiscard]] result<> outcome_of(const std::error_code& failed) const;
  [[nodiscard]] failure unwritable(int number) const;

  file_system* files_;
  std::filesystem::path target_;
  std::filesystem::path temporary_;  ///< empty: renamed, or never there
  unfinished_file removed_;          ///< the temporary file
  std::uint64_t octets_ = 0;
  std::unique_ptr<open_file> file_;
  existing_file existing_ = existing_file::replace;
  bool direct_ = false;     ///< a FIFO or device
  bool published_ = false;  ///< has its name while it grows
};

}  // namespace pop3kit
