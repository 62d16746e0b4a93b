#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

namespace pop3kit {

/// A regular file that a file_system has opened. The destructor closes it.
///
/// All functions block. They return the system's error, in std::generic_category(), or no error. An object must not be
/// used by two threads at a time.
class open_file {
 public:
  /// Makes a file.
  open_file() = default;
  /// A file cannot be copied.
  open_file(const open_file&) = delete;
  /// A file cannot be assigned.
  open_file& operator=(const open_file&) = delete;
  /// Closes the file, unless close() was called.
  virtual ~open_file() = default;

  /// Appends octets to the file. After an error, some of them may have been written.
  [[nodiscard]] virtual std::error_code write(std::string_view octets) = 0;
  /// Reads octets from `offset` on, as many as `room` has or as there are up to the end of the file. Sets `got` to
  /// their number.
  [[nodiscard]] virtual std::error_code read(std::uint64_t offset, std::span<char> room, std::size_t& got) = 0;
  /// Sets `octets` to the length of the file.
  [[nodiscard]] virtual std::error_code size(std::uint64_t& octets) = 0;
  /// Sets the length of the file. write() appends after it.
  [[nodiscard]] virtual std::error_code truncate(std::uint64_t octets) = 0;
  /// Makes the content durable. Succeeds without effect on what cannot be synced, such as a FIFO.
  [[nodiscard]] virtual std::error_code sync() = 0;
  /// Locks the file against other openings of it, until it is closed. Does not wait: if another one holds the lock, the
  /// error is std::errc::resource_unavailable_try_again. Succeeds without effect if the file system has no locks.
  [[nodiscard]] virtual std::error_code lock() = 0;
  /// Closes the file. Some file systems report only here that octets were lost. A second call does nothing.
  [[nodiscard]] virtual std::error_code close() = 0;
  /// Returns the number of the descriptor, or -1 if there is none.
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
};

/// What exists under a name. A symbolic link is not followed.
enum class file_kind {
  none,     ///< nothing
  regular,  ///< a regular file
  folder,   ///< a folder
  link,     ///< a symbolic link
  other,    ///< a FIFO, socket or device
};

/// Whether a file is opened to be changed.
enum class file_access {
  read,   ///< only for reading
  write,  ///< for reading and writing
};

/// The operations on files that decide what is durable, so that tests can put another file system in their place: one
/// that fails at a certain step, or that forgets what was not synced.
///
/// file_writer, file_group and the stores of an archive use no other operations to change files. native_file_system()
/// is the file system of this machine. Functions return the system's error, in std::generic_category(), or no error.
/// They block. No function follows a symbolic link in the last part of a name.
class file_system {
 public:
  /// Makes a file system.
  file_system() = default;
  /// A file system cannot be copied.
  file_system(const file_system&) = delete;
  /// A file system cannot be assigned.
  file_system& operator=(const file_system&) = delete;
  /// Destroys the file system. Its files must be closed.
  virtual ~file_system() = default;

  /// Creates an empty file, readable and writable by its owner only (mode 0600). Fails with std::errc::file_exists if
  /// the name is taken. Returns null if `failed` is set.
  [[nodiscard]] virtual std::unique_ptr<open_file> create(const std::filesystem::path& name,
                                                          std::error_code& failed) = 0;
  /// Opens a regular file that exists. Fails with std::errc::invalid_argument if it is not a regular file. Returns null
  /// if `failed` is set.
  [[nodiscard]] virtual std::unique_ptr<open_file> open(const std::filesystem::path& name, file_access access,
                                                        std::error_code& failed) = 0;
  /// Renames a file, and replaces a file that has the new name.
  [[nodiscard]] virtual std::error_code rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// Renames a file. Fails with std::errc::file_exists if the new name is taken.
  [[nodiscard]] virtual std::error_code rename_to_new(const std::filesystem::path& from,
                                                      const std::filesystem::path& to) = 0;
  /// Gives a file a further name. Fails with std::errc::file_exists if the name is taken.
  [[nodiscard]] virtual std::error_code link(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  /// Removes the name of a file.
  [[nodiscard]] virtual std::error_code remove(const std::filesystem::path& name) noexcept = 0;
  /// Creates a folder that only its owner may use (mode 0700). Its parent must exist.
  [[nodiscard]] virtual std::error_code make_folder(const std::filesystem::path& name) = 0;
  /// Makes the names in a folder durable. Succeeds without effect on a file system that cannot sync folders.
  [[nodiscard]] virtual std::error_code sync_folder(const std::filesystem::path& name) = 0;
  /// Sets `kind` to what exists under a name.
  [[nodiscard]] virtual std::error_code kind_of(const std::filesystem::path& name, file_kind& kind) = 0;
  /// Calls a function with the name of each entry of a folder, in any order, without "." and "..".
  [[nodiscard]] virtual std::error_code list(const std::filesystem::path& folder,
                                             const std::function<void(std::string_view name)>& handler) = 0;
  /// Syncs many files together. Returns one result for each. The default calls open_file::sync() for each.
  [[nodiscard]] virtual std::vector<std::error_code> sync_all(std::span<open_file* const> files);
  /// Returns true for native_file_system(), whose unfinished files are removed if a signal ends the process.
  [[nodiscard]] virtual bool is_native() const noexcept { return false; }
};

/// Returns the file system of this machine. May be used by several threads at once.
[[nodiscard]] file_system& native_file_system() noexcept;

}  // namespace pop3kit
