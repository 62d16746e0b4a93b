#include "fetch/early_end.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <exception>
#include <system_error>
#include <utility>

#include "console/standard_error.hpp"
#include "fetch/dot_lock.hpp"

namespace pop3kit::command {
namespace {

/// A pipe: its end may be written to in a signal handler.
std::atomic<int> waking_end = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void wake(int /*number*/) noexcept {
  const int before = errno;
  static_cast<void>(!::write(waking_end, "", 1));
  errno = before;
}

}  // namespace

/// Without a pipe or a thread, signals end the command as they always do.
early_end::early_end(std::mutex& guard, patience with_guard, std::function<void()> save)
    : guard_(guard), with_guard_(with_guard), save_(std::move(save)) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  read_end_ = descriptor(ends[0]);
  write_end_ = descriptor(ends[1]);
  waking_end = write_end_.number();
  try {
    waiting_ = std::thread([this] { wait(); });
  } catch (const std::system_error&) {
    return;
  }
  hold_.emplace(&wake);
}

early_end::~early_end() {
  if (!waiting_.joinable()) return;
  wake(0);
  waiting_.join();
}

void early_end::wait() noexcept {
  char octet = 0;
  while (::read(read_end_.number(), &octet, 1) < 0 && errno == EINTR) continue;
  const int number = interruption_hold::number();
  if (number == 0) return;
  const std::unique_lock<std::mutex> lock = lock_guard();
  try {
    if (lock.owns_lock()) {
      save_();
    } else {
      complain("interrupted while the output was not read");
    }
  } catch (const std::exception& trouble) {
    complain(trouble.what());
  }
  end_interrupted(number);
}

/// Not locked if the patience has ended.
std::unique_lock<std::mutex> early_end::lock_guard() const {
  if (with_guard_ == patience::unlimited) return std::unique_lock(guard_);
  std::unique_lock lock(guard_, std::try_to_lock);
  const lock_attempts attempts = attempts_within(std::chrono::seconds(1));
  for (lock_attempts attempt = 0; !lock.owns_lock() && attempt < attempts; ++attempt) {
    wait_for_lock();
    static_cast<void>(lock.try_lock());
  }
  return lock;
}

}  // namespace pop3kit::command
