#include "fetch/dot_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "console/command_error.hpp"
#include "console/interruption.hpp"

namespace pop3kit::command {

namespace {

constexpr std::chrono::milliseconds between_attempts{100};

}  // namespace

lock_attempts attempts_within(std::chrono::nanoseconds patience) noexcept {
  constexpr std::chrono::nanoseconds longest = std::chrono::hours(24);
  return static_cast<lock_attempts>(std::min(patience, longest) / between_attempts);
}

void wait_for_lock() noexcept {
  static_cast<void>(::poll(nullptr, 0, static_cast<int>(between_attempts.count())));
}

dot_lock::dot_lock(const std::filesystem::path& file, lock_attempts attempts) {
  const std::string name = file.string() + ".lock";
  for (lock_attempts attempt = 0;; ++attempt) {
    const descriptor made = create(name);
    const int reason = errno;
    if (made.is_open()) {
      if (const int number = write_all(made.number(), fmt::format("{}\n", ::getpid())); number != 0) {
        throw local_error(name, number);
      }
      return;
    }
    if (reason == EACCES || reason == EPERM || reason == EROFS) return;
    if (reason != EEXIST) throw local_error(name, reason);
    if (attempt >= attempts) {
      throw command_error(
          exit_status::local,
          fmt::format("{}: locked by {}; remove the lock if no program uses the mbox", file.string(), name));
    }
    wait_for_lock();
  }
}

/// The lock of another program must stay, so the file is registered for removal only once it was created.
descriptor dot_lock::create(const std::string& name) {
  const interruption_hold hold;
  descriptor made{::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  const int reason = errno;
  if (made.is_open()) lock_ = unfinished_file(name);
  errno = reason;
  return made;
}

}  // namespace pop3kit::command
