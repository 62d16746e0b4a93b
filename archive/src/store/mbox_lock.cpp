#include "store/mbox_lock.hpp"

#include <charconv>
#include <pop3kit/folder.hpp>
#include <utility>

#include "store/stored_file.hpp"

namespace pop3kit::archiving {
namespace {

/// Longer than any lock of an archive.
constexpr std::uint64_t longest_lock = 256;

/// The first line of a lock is the number of a process, but another process may have it when the next run reads the
/// lock. The archive is locked itself, so its name is enough.
constexpr std::string_view no_process = "0\n";

std::string own_words(const std::string& archive_name) {
  return "pop3kit " + archive_name + " ";
}

bool is_forbidden(const std::error_code& failed) {
  return failed == std::errc::permission_denied || failed == std::errc::operation_not_permitted ||
         failed == std::errc::read_only_file_system;
}

}  // namespace

mbox_lock::mbox_lock(const std::filesystem::path& mbox, std::string archive_name, file_system& files)
    : file_(mbox.string() + ".lock"),
      temporary_(folder_of(mbox) / (".pop3kit-lock-" + archive_name)),
      archive_name_(std::move(archive_name)),
      files_(files) {}

/// A temporary file of this name is what a killed run of this archive has left.
result<> mbox_lock::write(std::uint64_t length) {
  std::error_code failed;
  auto made = files_.create(temporary_, failed);
  if (failed == std::errc::file_exists) {
    failed = files_.remove(temporary_);
    if (!failed) made = files_.create(temporary_, failed);
  }
  if (!failed) {
    failed = made->write(std::string(no_process) + own_words(archive_name_) + std::to_string(length) + "\n");
  }
  if (!failed) failed = made->sync();
  if (!failed) failed = made->close();
  return failed ? result<>(failure(boost::system::error_code(failed), temporary_.string())) : result<>();
}

/// The lock appears with its content, so a lock without an owner is never left behind.
result<> mbox_lock::take(std::uint64_t length) {
  if (const result<> written = write(length); !written) {
    const std::error_code why = written.error().code();
    return is_forbidden(why) ? result<>() : unwritable(temporary_, why);
  }
  std::error_code failed = files_.link(temporary_, file_);
  static_cast<void>(files_.remove(temporary_));
  if (failed == std::errc::file_exists) return failure(errc::archive_in_use, file_.string());
  if (failed) return unwritable(file_, failed);
  is_held_ = true;
  return sync_folder(folder_of(file_), files_);
}

result<std::optional<std::uint64_t>> mbox_lock::left_by_this_archive() {
  file_kind kind = file_kind::none;
  std::error_code failed = files_.kind_of(file_, kind);
  if (failed) return unreadable(file_, failed);
  if (kind != file_kind::regular) return std::optional<std::uint64_t>();
  const auto opened = files_.open(file_, file_access::read, failed);
  if (failed) return unreadable(file_, failed);
  std::string text;
  failed = read_part(*opened, 0, longest_lock, [&text](std::string_view octets) {
    text += octets;
    return true;
  });
  if (failed) return unreadable(file_, failed);
  const std::string words = std::string(no_process) + own_words(archive_name_);
  if (!text.starts_with(words)) return std::optional<std::uint64_t>();
  std::uint64_t length = 0;
  const auto [end, wrong] = std::from_chars(text.data() + words.size(), text.data() + text.size(), length);
  if (wrong != std::errc() || std::string_view(end, text.data() + text.size()) != "\n") {
    return failure(errc::archive_unusable,
                   file_.string() + ": damaged; check the end of the mbox, then remove the lock");
  }
  is_held_ = true;
  return std::optional(length);
}

result<> mbox_lock::release() {
  if (!is_held_) return {};
  const std::error_code failed = files_.remove(file_);
  if (failed) return unwritable(file_, failed);
  is_held_ = false;
  return {};
}

}  // namespace pop3kit::archiving
