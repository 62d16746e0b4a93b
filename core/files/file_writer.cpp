#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <pop3kit/file_writer.hpp>
#include <pop3kit/folder.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "files/native_file.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit {
namespace {

failure not_regular(const std::filesystem::path& target) {
  return {errc::file_unwritable, target.string() + ": not a regular file"};
}

/// 128 random bits, so that an attacker cannot guess the name and put a link there.
result<std::string> temporary_name() {
  std::array<unsigned char, 16> random{};
  if (::getentropy(random.data(), random.size()) != 0) {
    return failure(errc::file_unwritable, "random name: " + std::generic_category().message(errno));
  }
  std::string name = ".pop3kit-";
  for (const unsigned char octet : random) text::append_hex(name, octet);
  return name;
}

}  // namespace

file_writer::file_writer(std::filesystem::path target, existing_file existing, file_system& files) noexcept
    : files_(&files), target_(std::move(target)), existing_(existing) {}

file_writer::file_writer(file_writer&& other) noexcept
    : files_(other.files_),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      removed_(std::move(other.removed_)),
      octets_(other.octets_),
      file_(std::move(other.file_)),
      existing_(other.existing_),
      direct_(other.direct_),
      published_(other.published_) {}

file_writer& file_writer::operator=(file_writer&& other) noexcept {
  if (this == &other) return *this;
  discard();
  files_ = other.files_;
  target_ = std::move(other.target_);
  temporary_ = std::exchange(other.temporary_, {});
  removed_ = std::move(other.removed_);
  octets_ = other.octets_;
  file_ = std::move(other.file_);
  existing_ = other.existing_;
  direct_ = other.direct_;
  published_ = other.published_;
  return *this;
}

file_writer::~file_writer() {
  discard();
}

failure file_writer::unwritable(int number) const {
  return {errc::file_unwritable, target_.string() + ": " + std::generic_category().message(number)};
}

result<> file_writer::outcome_of(const std::error_code& failed) const {
  return failed ? result<>(unwritable(failed.value())) : result<>();
}

result<file_writer> file_writer::open(std::filesystem::path target, existing_file existing,
                                      const std::filesystem::path& staging_folder, file_system& files) {
  file_writer made{std::move(target), existing, files};
  const result<> examined = made.examine_target();
  if (!examined) return examined.error();
  if (made.direct_) return made;
  const result<> created = made.create(staging_folder.empty() ? folder_of(made.target_) : staging_folder);
  if (!created) return created.error();
  return made;
}

/// Checks what exists under the target's name. Opens a FIFO or device that is written directly.
result<> file_writer::examine_target() {
  if (!target_.has_filename()) return unwritable(EISDIR);
  file_kind kind = file_kind::none;
  if (const std::error_code failed = files_->kind_of(target_, kind)) return unwritable(failed.value());
  if (kind == file_kind::none) return {};
  if (existing_ == existing_file::keep) return unwritable(EEXIST);
  if (existing_ == existing_file::keep_both) return {};
  if (existing_ == existing_file::write_through) return examine_what_is_written_through();
  if (kind == file_kind::folder) return unwritable(EISDIR);
  return kind == file_kind::other ? not_regular(target_) : result<>();
}

/// Only a person names such a target, so it is in the file system of this machine.
result<> file_writer::examine_what_is_written_through() {
  struct stat found{};
  // stat() fails too if the system forbids to follow the link.
  if (::stat(target_.c_str(), &found) != 0) return errno == ENOENT ? follow_links() : unwritable(errno);
  if (S_ISDIR(found.st_mode)) return unwritable(EISDIR);
  if (!S_ISREG(found.st_mode)) return open_directly();
  std::error_code failed;
  std::filesystem::path real = std::filesystem::canonical(target_, failed);
  if (failed) return unwritable(failed.value());
  target_ = std::move(real);
  return {};
}

/// Follows the target's links to a name that does not exist yet.
result<> file_writer::follow_links() {
  result<std::filesystem::path> followed = followed_links(target_);
  if (!followed) return followed.error();
  target_ = std::move(*followed);
  return {};
}

result<> file_writer::open_directly() {
  const int number = ::open(target_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
  if (number < 0) return unwritable(errno);
  file_ = std::make_unique<native_file>(number);
  direct_ = true;
  return {};
}

result<> file_writer::create(const std::filesystem::path& folder) {
  result<std::string> name = temporary_name();
  if (!name) return name.error();
  temporary_ = folder / *name;
  if (files_->is_native()) removed_ = unfinished_file(temporary_);
  std::error_code failed;
  file_ = files_->create(temporary_, failed);
  return outcome_of(failed);
}

result<> file_writer::require_open() const {
  if (file_ != nullptr) return {};
  return failure(errc::file_unwritable, (target_.empty() ? "file_writer" : target_.string()) +
                                            ": committed, discarded or moved from before; open another file_writer");
}

result<> file_writer::write(std::string_view octets) {
  if (const result<> opened = require_open(); !opened) return opened;
  if (const std::error_code failed = file_->write(octets)) return unwritable(failed.value());
  octets_ += octets.size();
  return {};
}

result<> file_writer::publish() {
  if (const result<> opened = require_open(); !opened) return opened;
  published_ = true;
  return rename();
}

result<> file_writer::commit() {
  if (const result<> opened = require_open(); !opened) return opened;
  result<> done = sync();
  if (done) done = rename();
  if (done) done = close();
  if (!done) {
    discard();
    return done;
  }
  return direct_ ? result<>() : sync_folder(folder_of(target_), *files_);
}

void file_writer::discard() noexcept {
  file_.reset();
  remove_temporary();
}

/// The temporary file of another file system is not removed after a signal.
void file_writer::remove_temporary() noexcept {
  if (!files_->is_native() && !temporary_.empty()) static_cast<void>(files_->remove(temporary_));
  removed_.remove();
  temporary_.clear();
}

result<> file_writer::sync() {
  return outcome_of(file_->sync());
}

/// link() fails if the name is taken; rename() replaces the file of that name.
result<> file_writer::rename() {
  if (temporary_.empty()) return {};
  if (existing_ == existing_file::keep_both) return take_free_name();
  if (existing_ == existing_file::keep) {
    if (const std::error_code failed = files_->link(temporary_, target_)) return unwritable(failed.value());
    remove_temporary();
  } else {
    if (const std::error_code failed = files_->rename(temporary_, target_)) return unwritable(failed.value());
    removed_.keep();
    temporary_.clear();
  }
  return {};
}

/// Returns true if `existing` has the same octets. Then it is synced, so that it is as durable as a new file.
result<bool> file_writer::is_copy_of(const std::filesystem::path& existing) const {
  std::error_code failed;
  const std::unique_ptr<open_file> other = files_->open(existing, file_access::read, failed);
  if (failed) return false;  // a link or a socket, for instance
  std::uint64_t length = 0;
  bool same = !other->size(length) && length == octets_;
  std::array<char, 65536> there{};
  std::array<char, 65536> here{};
  for (std::uint64_t at = 0; same && at < octets_;) {
    std::size_t got = 0;
    std::size_t own = 0;
    same = !other->read(at, there, got) && !file_->read(at, here, own) && got > 0 && got == own &&
           std::equal(there.data(), there.data() + got, here.data());
    at += got;
  }
  if (same) failed = other->sync();
  if (failed) return unwritable(failed.value());
  return same;
}

result<> file_writer::take_free_name() {
  const std::filesystem::path wanted = target_;
  for (std::uint64_t copy = 2;; ++copy) {
    const std::error_code failed = files_->rename_to_new(temporary_, target_);
    if (!failed) break;
    if (failed != std::errc::file_exists) return unwritable(failed.value());
    const result<bool> known = published_ ? result<bool>(false) : is_copy_of(target_);
    if (!known) return known.error();
    if (*known) {
      remove_temporary();
      break;
    }
    target_.replace_filename(wanted.stem().string() + "~" + std::to_string(copy) + wanted.extension().string());
  }
  removed_.keep();
  temporary_.clear();
  return {};
}

/// Some file systems report only here that octets were lost.
result<> file_writer::close() {
  const std::unique_ptr<open_file> closed = std::move(file_);
  return outcome_of(closed->close());
}

}  // namespace pop3kit
