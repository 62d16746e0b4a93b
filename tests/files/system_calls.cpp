#include "system_calls.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <string_view>

namespace pop3kit::test {
namespace {

system_calls* active = nullptr;

std::string short_name(std::string_view path) {
  const std::string_view last = path.substr(path.rfind('/') + 1);
  return last.starts_with(".pop3kit-") ? "temporary" : std::string(last);
}

std::string name_of(int descriptor) {
  std::array<char, 4096> room{};
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t length = ::readlink(link.c_str(), room.data(), room.size());
  return short_name({room.data(), length < 0 ? 0 : static_cast<std::size_t>(length)});
}

/// 0 to go on with the call.
int refused(const std::string& call) {
  const int number = system_calls::record(call);
  if (number != 0) errno = number;
  return number;
}

}  // namespace

system_calls::system_calls() {
  active = this;
}

system_calls::~system_calls() {
  active = nullptr;
}

bool system_calls::random_octets_are_known() noexcept {
  return active != nullptr && active->random_octets_are_known_;
}

int system_calls::record(const std::string& call) {
  if (active == nullptr) return 0;
  active->made_.push_back(call);
  return active->interference_ ? active->interference_(call) : 0;
}

void system_calls::created(const std::string& name) {
  if (active != nullptr && active->on_creation_) active->on_creation_(name);
}

bool system_calls::forbids_nameless_files() noexcept {
  return active != nullptr && active->forbids_nameless_files_;
}

}  // namespace pop3kit::test

extern "C" {

int open(const char* path, int flags, ...) {  // NOLINT(cert-dcl50-cpp): the C library's own declaration
  mode_t mode = 0;
  const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
  if ((flags & O_CREAT) != 0 || nameless) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  if (nameless && pop3kit::test::system_calls::forbids_nameless_files()) {
    errno = EOPNOTSUPP;
    return -1;
  }
  const auto opened = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
  if (opened >= 0 && (flags & O_CREAT) != 0) pop3kit::test::system_calls::created(pop3kit::test::short_name(path));
  return opened;
}

/// In place of the C library's, which does not call the function above.
int mkostemp(char* name, int flags) {
  static std::atomic<unsigned> made = 0;
  const std::string number = std::to_string(1'000'000 + ++made).substr(1);
  std::ranges::copy(number, name + std::strlen(name) - number.size());
  return open(name, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
}

int fsync(int descriptor) {
  if (pop3kit::test::refused("sync " + pop3kit::test::name_of(descriptor)) != 0) return -1;
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int getentropy(void* room, std::size_t octets) {
  if (pop3kit::test::system_calls::random_octets_are_known()) {
    std::memset(room, 0, octets);
    return 0;
  }
  return ::syscall(SYS_getrandom, room, octets, 0) == static_cast<long>(octets) ? 0 : -1;
}

int syncfs(int descriptor) noexcept {
  if (pop3kit::test::refused("sync file system") != 0) return -1;
  return static_cast<int>(::syscall(SYS_syncfs, descriptor));
}

int sync_file_range(int descriptor, off64_t offset, off64_t octets, unsigned flags) {
  const bool checks = (flags & SYNC_FILE_RANGE_WAIT_BEFORE) != 0;
  if (checks && pop3kit::test::refused("check " + pop3kit::test::name_of(descriptor)) != 0) return -1;
  return static_cast<int>(::syscall(SYS_sync_file_range, descriptor, offset, octets, flags));
}

int rename(const char* from, const char* to) noexcept {
  if (pop3kit::test::refused("rename " + pop3kit::test::short_name(to)) != 0) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  if (pop3kit::test::refused("rename " + pop3kit::test::short_name(to)) != 0) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

int link(const char* from, const char* to) noexcept {
  if (pop3kit::test::refused("link " + pop3kit::test::short_name(to)) != 0) return -1;
  return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
}
