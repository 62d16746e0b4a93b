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

#include "files/sync_descriptor.hpp"
#include "text/hexadecimal.hpp"

namespace pop3kit {
namespace {

constexpr mode_t for_owner_only = 0600;

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

file_writer::file_writer(std::filesystem::path target, existing_file existing) noexcept
    : target_(std::move(target)), existing_(existing) {}

file_writer::file_writer(file_writer&& other) noexcept
    : target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      removed_(std::move(other.removed_)),
      octets_(other.octets_),
      descriptor_(std::exchange(other.descriptor_, -1)),
      existing_(other.existing_),
      direct_(other.direct_),
      published_(other.published_) {}

file_writer& file_writer::operator=(file_writer&& other) noexcept {
  if (this == &other) return *this;
  discard();
  target_ = std::move(other.target_);
  temporary_ = std::move(other.temporary_);
  removed_ = std::move(other.removed_);
  octets_ = other.octets_;
  descriptor_ = std::exchange(other.descriptor_, -1);
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

result<file_writer> file_writer::open(std::filesystem::path target, existing_file existing,
                                      const std::filesystem::path& staging_folder) {
  file_writer made{std::move(target), existing};
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
  struct stat found{};
  if (::lstat(target_.c_str(), &found) != 0) return errno == ENOENT ? result<>() : unwritable(errno);
  if (existing_ == existing_file::keep) return unwritable(EEXIST);
  const bool follows = existing_ == existing_file::write_through;
  if (existing_ == existing_file::keep_both) return {};
  if (S_ISLNK(found.st_mode)) {
    if (!follows) return {};
    // stat() fails too if the system forbids to follow the link.
    if (::stat(target_.c_str(), &found) != 0) return errno == ENOENT ? follow_links() : unwritable(errno);
  }
  if (S_ISDIR(found.st_mode)) return unwritable(EISDIR);
  if (!S_ISREG(found.st_mode)) return follows ? open_directly() : not_regular(target_);
  if (!follows) return {};
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
  descriptor_ = ::open(target_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC);
  direct_ = true;
  return descriptor_ < 0 ? unwritable(errno) : result<>();
}

result<> file_writer::create(const std::filesystem::path& folder) {
  result<std::string> name = temporary_name();
  if (!name) return name.error();
  temporary_ = folder / *name;
  removed_ = unfinished_file(temporary_);
  descriptor_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, for_owner_only);
  return descriptor_ < 0 ? unwritable(errno) : result<>();
}

result<> file_writer::require_open() const {
  if (descriptor_ >= 0) return {};
  return failure(errc::file_unwritable, (target_.empty() ? "file_writer" : target_.string()) +
                                            ": committed, discarded or moved from before; open another file_writer");
}

result<> file_writer::write(std::string_view octets) {
  if (const result<> opened = require_open(); !opened) return opened;
  while (!octets.empty()) {
    const ssize_t written = ::write(descriptor_, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(errno);
    octets.remove_prefix(static_cast<std::size_t>(written));
    octets_ += static_cast<std::uint64_t>(written);
  }
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
  return direct_ ? result<>() : sync_folder(folder_of(target_));
}

void file_writer::discard() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  removed_.remove();
  temporary_.clear();
}

/// Starts writing to disk, so that the files of a group are written at the same time.
void file_writer::start_sync() const noexcept {
  static_cast<void>(::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE));
}

/// Returns the number of the file's file system. Returns nothing for a FIFO or device.
std::optional<std::uint64_t> file_writer::file_system() const noexcept {
  struct stat found{};
  if (direct_ || ::fstat(descriptor_, &found) != 0) return std::nullopt;
  return found.st_dev;
}

bool file_writer::sync_file_system() const noexcept {
  return ::syncfs(descriptor_) == 0;
}

/// Returns the error of writing this file to disk since it was opened, if there was one. Does not write anything.
result<> file_writer::check_written() const {
  return ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE) == 0 ? result<>() : unwritable(errno);
}

result<> file_writer::sync() {
  const int failed = sync_descriptor(descriptor_);
  return failed == 0 ? result<>() : unwritable(failed);
}

/// link() fails if the name is taken; rename() replaces the file of that name.
result<> file_writer::rename() {
  if (temporary_.empty()) return {};
  if (existing_ == existing_file::keep_both) return take_free_name();
  if (existing_ == existing_file::keep) {
    if (::link(temporary_.c_str(), target_.c_str()) != 0) return unwritable(errno);
    removed_.remove();
  } else {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return unwritable(errno);
    removed_.keep();
  }
  temporary_.clear();
  return {};
}

/// Gives the file this name. If the name is taken, sets `taken` and changes nothing.
result<> file_writer::link_to(const std::filesystem::path& name, bool& taken) {
  // Some file systems support only one of the two.
  if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) == 0) {
    removed_.keep();
    return {};
  }
  if (errno == EINVAL || errno == ENOSYS) {
    if (::link(temporary_.c_str(), name.c_str()) == 0) {
      removed_.remove();
      return {};
    }
  }
  taken = errno == EEXIST;
  return taken ? result<>() : unwritable(errno);
}

/// Returns true if `existing` has the same octets. Then it is synced, so that it is as durable as a new file.
result<bool> file_writer::is_copy_of(const std::filesystem::path& existing) const {
  const int number = ::open(existing.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (number < 0) return false;  // a link or a socket, for instance
  struct stat found{};
  bool same =
      ::fstat(number, &found) == 0 && S_ISREG(found.st_mode) && static_cast<std::uint64_t>(found.st_size) == octets_;
  std::array<char, 65536> there{};
  std::array<char, 65536> here{};
  for (std::uint64_t at = 0; same && at < octets_;) {
    const ssize_t got = ::pread(number, there.data(), there.size(), static_cast<off_t>(at));
    const auto wanted = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    same = got > 0 && ::pread(descriptor_, here.data(), wanted, static_cast<off_t>(at)) == got &&
           std::equal(there.begin(), there.begin() + got, here.begin());
    at += wanted;
  }
  const int failed = same ? sync_descriptor(number) : 0;
  ::close(number);
  if (failed != 0) return unwritable(failed);
  return same;
}

result<> file_writer::take_free_name() {
  const std::filesystem::path wanted = target_;
  for (std::uint64_t copy = 2;; ++copy) {
    bool taken = false;
    result<> linked = link_to(target_, taken);
    if (!linked) return linked;
    if (!taken) break;
    const result<bool> known = published_ ? result<bool>(false) : is_copy_of(target_);
    if (!known) return known.error();
    if (*known) {
      removed_.remove();
      break;
    }
    target_.replace_filename(wanted.stem().string() + "~" + std::to_string(copy) + wanted.extension().string());
  }
  temporary_.clear();
  return {};
}

/// Some file systems report only here that octets were lost.
result<> file_writer::close() {
  const int number = std::exchange(descriptor_, -1);
  if (number < 0 || ::close(number) == 0 || errno == EINTR) return {};
  return unwritable(errno);
}

}  // namespace pop3kit
