#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/result.hpp>
#include <vector>

namespace pop3kit {

/// Commits many files together, which costs much less than file_writer::commit() for each of them: the disk writes all
/// files of a group at once, and each folder is synced once. For more than a few files, fsync() of each file gives way
/// to one syncfs(), which may also write what other programs left to be written to the same file system.
///
///     pop3kit::file_group group;
///     group.add(std::move(file));          // written completely
///     if (group.is_full()) group.commit(); // none of the files is durable before this
///
/// The files appear under their names in commit(), not in add(). The destructor discards files that were not committed.
/// One thread at a time.
class file_group {
 public:
  /// is_full() is true from this many files on: each holds a descriptor until commit().
  static constexpr std::size_t most_files = 64;
  /// is_full() is true from this many octets in all files together on.
  static constexpr std::uint64_t most_octets = 4U << 20U;

  /// Takes a file that was written completely.
  void add(file_writer finished);
  /// Also true if the process has few descriptors left (ulimit -n): commit() sets those of the files free.
  [[nodiscard]] bool is_full() const noexcept {
    return files_.size() >= most_files || octets_ >= most_octets || descriptors_are_scarce_;
  }
  [[nodiscard]] bool is_empty() const noexcept { return files_.empty(); }

  /// Syncs every file, renames every file that was synced, then syncs each folder once. Blocks. The group is empty
  /// afterwards. Returns one result for each file, in the order of add(): the name of a file that is durable, or
  /// errc::file_unwritable as file_writer::commit() returns it. A file that fails does not keep the others from their
  /// names.
  [[nodiscard]] std::vector<result<std::filesystem::path>> commit();

 private:
  [[nodiscard]] static std::vector<result<>> sync(std::vector<file_writer>& files);

  std::vector<file_writer> files_;
  std::uint64_t octets_ = 0;
  bool descriptors_are_scarce_ = false;
};

}  // namespace pop3kit
