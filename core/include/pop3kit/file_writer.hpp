#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/result.hpp>
#include <pop3kit/unfinished_file.hpp>
#include <string_view>

namespace pop3kit {

/// What a file_writer does if something exists under the name already.
enum class existing_file {
  /// Replaces a regular file or a symbolic link, which is not followed. Refuses a folder, FIFO, socket or device.
  replace,
  /// Keeps whatever exists and fails. Needs a file system with hard links.
  keep,
  /// For names that a person chose, such as an argument `-o FILE`. Follows symbolic links, replaces a regular file, and
  /// opens a FIFO or device and writes into it directly. Refuses a folder. A link to a file that does not exist creates
  /// that file.
  write_through,
  /// Keeps whatever exists, and both files if their octets differ: the new one gets the first free name of
  /// "NAME~2.EXT",
  /// "NAME~3.EXT" and so on. A regular file with the same octets counts as the new file, which is not written again.
  /// For
  /// names that mean another content at another time, such as a sequence number.
  keep_both,
};

/// Writes a file that appears under its name only when it is whole and on disk.
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
/// An earlier file is never opened: its other hard links keep their content. Several writers of the same target do not
/// disturb each other; the last commit() wins.
///
/// A writer that was committed, discarded or moved from writes nothing more: write(), publish() and commit() fail and
/// say so, and what was committed stays.
///
/// All operations block. Failures are errc::file_unwritable; failure::detail() names the file and the system's reason.
/// One thread at a time. To write many files, see file_group.
class file_writer {
 public:
  /// Creates the temporary file, in `staging_folder` if it is not empty (same file system as the target), else beside
  /// the target. Fails if the target has no file name, or is something that `existing` refuses.
  [[nodiscard]] static result<file_writer> open(std::filesystem::path target,
                                                existing_file existing = existing_file::replace,
                                                const std::filesystem::path& staging_folder = {});
  file_writer(file_writer&& other) noexcept;
  file_writer& operator=(file_writer&& other) noexcept;
  /// Removes the temporary file, unless commit() succeeded or publish() was called.
  ~file_writer();

  /// Appends octets. After a failure the file must not be committed.
  [[nodiscard]] result<> write(std::string_view octets);
  /// Renames the file to its name before it is whole, for files that others read while they grow, such as logs. write()
  /// and commit() may follow; the file stays if they fail.
  [[nodiscard]] result<> publish();
  /// Syncs, renames and closes the file, then syncs the folder. The file is durable if this succeeds. If it fails, the
  /// temporary file is removed, and an earlier file stays as it was unless the folder alone could not be synced.
  [[nodiscard]] result<> commit();
  /// Closes and removes the temporary file. An earlier file of that name stays as it was.
  void discard() noexcept;

  /// The name under which the file appears, symbolic links resolved if they are followed. With existing_file::keep_both
  /// it is known after publish() or commit().
  [[nodiscard]] const std::filesystem::path& target() const noexcept { return target_; }
  /// Octets written so far.
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }

 private:
  friend class file_group;

  file_writer(std::filesystem::path target, existing_file existing) noexcept;
  [[nodiscard]] result<> examine_target();
  [[nodiscard]] result<> follow_links();
  [[nodiscard]] result<> open_directly();
  [[nodiscard]] result<> create(const std::filesystem::path& folder);
  void start_sync() const noexcept;
  [[nodiscard]] std::optional<std::uint64_t> file_system() const noexcept;
  [[nodiscard]] bool sync_file_system() const noexcept;
  [[nodiscard]] result<> check_written() const;
  [[nodiscard]] result<> sync();
  [[nodiscard]] result<> require_open() const;
  [[nodiscard]] result<> rename();
  [[nodiscard]] result<> link_to(const std::filesystem::path& name, bool& taken);
  [[nodiscard]] result<> take_free_name();
  [[nodiscard]] result<bool> is_copy_of(const std::filesystem::path& existing) const;
  [[nodiscard]] result<> close();
  [[nodiscard]] failure unwritable(int number) const;

  std::filesystem::path target_;
  std::filesystem::path temporary_;  ///< empty: renamed, or never there
  unfinished_file removed_;          ///< the temporary file
  std::uint64_t octets_ = 0;
  int descriptor_ = -1;
  existing_file existing_ = existing_file::replace;
  bool direct_ = false;     ///< a FIFO or device
  bool published_ = false;  ///< has its name while it grows
};

}  // namespace pop3kit
