#include "console/interruption.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <exception>
#include <pop3kit/unfinished_file.hpp>
#include <system_error>
#include <utility>

#include "console/standard_streams.hpp"

namespace pop3kit::command {
namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

/// What an interruption_action set.
std::atomic<signal_function> current_action{nullptr};
static_assert(std::atomic<signal_function>::is_always_lock_free);

constexpr int not_held = -1;
constexpr int none_came = 0;
/// One of the above, or the number of the signal that came while an interruption_hold existed.
std::atomic<int> held_signal = not_held;
std::atomic<signal_function> hold_listener{nullptr};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void interrupted(int number) {
  int expected = none_came;
  if (held_signal.compare_exchange_strong(expected, number)) {
    if (const signal_function listener = hold_listener.load(); listener != nullptr) listener(number);
    return;
  }
  if (const signal_function action = current_action.exchange(nullptr); action != nullptr) action(number);
  remove_unfinished_files();
  // The signal is blocked while this handler runs, and ends the process as soon as the handler returns.
  std::signal(number, SIG_DFL);
  static_cast<void>(std::raise(number));
}

/// The end of a pipe to which the signal handler of an interruption_save writes.
std::atomic<int> waking_end = -1;

void wake_saving_thread(int /*number*/) noexcept {
  const int before = errno;
  static_cast<void>(!::write(waking_end, "", 1));
  errno = before;
}

}  // namespace

void handle_interruptions() noexcept {
  for (const int number : ending_signals) {
    struct sigaction before{};
    if (::sigaction(number, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction handled{};
    handled.sa_handler = interrupted;
    sigemptyset(&handled.sa_mask);
    static_cast<void>(::sigaction(number, &handled, nullptr));
  }
}

interruption_action::interruption_action(signal_function action) noexcept {
  replace(action);
}

interruption_action::~interruption_action() {
  replace(nullptr);
}

void interruption_action::replace(signal_function action) noexcept {
  current_action.store(action);
}

interruption_hold::interruption_hold(signal_function on_signal) noexcept {
  if (held_signal.load() != not_held) return;
  is_outermost_ = true;
  hold_listener.store(on_signal);
  held_signal.store(none_came);
}

interruption_hold::~interruption_hold() {
  if (!is_outermost_) return;
  if (const int number = held_signal.exchange(not_held); number != none_came) static_cast<void>(std::raise(number));
}

int interruption_hold::number() noexcept {
  const int number = held_signal.load();
  return number > none_came ? number : 0;
}

/// If there can be no pipe or no thread, signals end the command in their usual way.
interruption_save::interruption_save(std::mutex& guard, patience with_guard, std::function<void()> save)
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
  hold_.emplace(&wake_saving_thread);
}

interruption_save::~interruption_save() {
  if (!waiting_.joinable()) return;
  wake_saving_thread(0);
  waiting_.join();
}

void interruption_save::wait() noexcept {
  char octet = 0;
  while (::read(read_end_.number(), &octet, 1) < 0 && errno == EINTR) continue;
  const int number = interruption_hold::number();
  if (number == 0) return;
  const std::unique_lock<std::mutex> lock = lock_guard();
  try {
    if (lock.owns_lock()) {
      save_();
    } else {
      complain("interrupted while waiting for the output to be read");
    }
  } catch (const std::exception& trouble) {
    complain(trouble.what());
  }
  end_interrupted(number);
}

/// Returns a lock that does not own `guard_` if the time for it is over.
std::unique_lock<std::mutex> interruption_save::lock_guard() const {
  if (with_guard_ == patience::unlimited) return std::unique_lock(guard_);
  constexpr int attempts = 10;
  constexpr int milliseconds_between = 100;
  std::unique_lock lock(guard_, std::try_to_lock);
  for (int attempt = 0; !lock.owns_lock() && attempt < attempts; ++attempt) {
    static_cast<void>(::poll(nullptr, 0, milliseconds_between));
    static_cast<void>(lock.try_lock());
  }
  return lock;
}

interruption_wait::interruption_wait() {
  sigemptyset(&set_);
  for (const int number : ending_signals) {
    struct sigaction before{};
    if (number == SIGHUP && ::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaddset(&set_, number);
    // A shell starts its background jobs with SIGINT ignored.
    std::signal(number, SIG_DFL);
  }
  set_with_child_ = set_;
  sigaddset(&set_with_child_, SIGCHLD);
  pthread_sigmask(SIG_BLOCK, &set_with_child_, nullptr);
}

void interruption_wait::wait() const {
  int number = 0;
  while (sigwait(&set_, &number) == EINTR) continue;
}

std::optional<interruption> interruption_wait::wait_with_child(std::optional<std::chrono::seconds> limit) const {
  timespec span{};
  if (limit) span.tv_sec = limit->count();
  siginfo_t about{};
  for (;;) {
    const int number =
        limit ? ::sigtimedwait(&set_with_child_, &about, &span) : ::sigwaitinfo(&set_with_child_, &about);
    if (number < 0 && errno == EINTR) continue;
    if (number < 0) return std::nullopt;
    interruption came;
    came.number = number;
    came.requested = about.si_code == SI_USER && about.si_pid == ::getpid();
    came.by_terminal = about.si_code == SI_KERNEL;
    return came;
  }
}

void interruption_wait::request() noexcept {
  ::kill(::getpid(), SIGTERM);
}

void end_interrupted(int number) noexcept {
  remove_unfinished_files();
  if (number != SIGINT) {
    std::signal(number, SIG_DFL);
    static_cast<void>(::kill(::getpid(), number));
    // It may take a moment to arrive.
    for (;;) ::pause();
  }
  ::_exit(128 + SIGINT);
}

}  // namespace pop3kit::command
