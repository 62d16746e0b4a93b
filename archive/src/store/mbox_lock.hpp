#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/file_system.hpp>
#include <pop3kit/result.hpp>
#include <string>

namespace pop3kit::archiving {

/// The file MBOX.lock, by which mail programs agree on who may change an mbox.
///
/// It contains the number of the process, the name of the archive, and the length of the mbox before the archive
/// appends to it. It is durable before the mbox changes, so the next run knows where a torn tail begins. The lock stays
/// until release(): after a kill, no other program appends to the torn tail.
class mbox_lock {
 public:
  mbox_lock(const std::filesystem::path& mbox, std::string archive_name, file_system& files);

  /// Takes the lock. Errors: errc::archive_in_use if another program has it, or this archive had it before a kill:
  /// prepare() repairs that. Succeeds without effect if files cannot be created in the folder, as in /var/mail.
  [[nodiscard]] result<> take(std::uint64_t length);
  /// Returns the length in a lock that an earlier run of this archive left. Returns nothing if there is none.
  [[nodiscard]] result<std::optional<std::uint64_t>> left_by_this_archive();
  [[nodiscard]] result<> release();

 private:
  [[nodiscard]] result<> write(std::uint64_t length);

  std::filesystem::path file_;
  std::filesystem::path temporary_;
  std::string archive_name_;
  file_system& files_;
  bool is_held_ = false;
};

}  // namespace pop3kit::archiving
