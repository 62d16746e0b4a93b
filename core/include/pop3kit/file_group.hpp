#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/result.hpp>
#include <vector>

namespace pop3kit {

/// Commits many files together, which is much faster than file_writer::commit() for each of them.
///
/// The disk writes all files of a group at once, and each folder is synced once. In a group of
/// more than 8 files, one syncfs() for each file system replaces the fsync() of each file. That also writes what other
/// programs have not synced on that file system.
///
///     pop3kit::file_group group;
///     group.add(std::move(file));          // written completely
///     if (group.is_full()) group.commit(); // none of the files is durable before this
///
/// The files appear under their names in commit(), not in add(). The destructor discards files that were not committed.
/// A group must not be used by two threads at a time.
class file_group {
 public:
  /// The number of files from which is_full() returns true. Each file holds a descriptor until commit().
  static constexpr std::size_t most_files = 64;
  /// The number of octets in all files together from which is_full() returns true.
  static constexpr std::uint64_t most_octets = 4U << 20U;

  /// Adds a file that was written completely and not committed yet. All files of a group must have the same
  /// file_system.
  void add(file_writer finished);
  /// Returns true if the group should be committed now: it has most_files files or most_octets octets, or the process
  /// has few descriptors left (ulimit -n). A full group still takes files.
  [[nodiscard]] bool is_full() const noexcept {
    return files_.size() >= most_files || octets_ >= most_octets || descriptors_are_scarce_;
  }
  /// Returns true if there is nothing to commit.
  [[nodiscard]] bool is_empty() const noexcept { return files_.empty(); }

  /// Syncs every file, renames every file that was synced, then syncs each folder once.
  ///
  /// Returns one result for each file, in the order of add(): the name of a file that is durable, or
  /// errc::file_unwritable as file_writer::commit() returns it. If a file fails, the others are committed all the same.
  /// Blocks. The group is empty afterwards.
  [[nodiscard]] std::vector<result<std::filesystem::path>> commit();

 private:
  [[nodiscard]] static std::vector<result<>> sync(std::vector<file_writer>& files);

  std::vector<file_writer> files_;
  std::uint64_t octets_ = 0;
  bool descriptors_are_scarce_ = false;
};

}  // namespace pop3kit
