#include "console/interruption.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <pop3kit/unfinished_file.hpp>

namespace pop3kit::command {
namespace {

std::atomic<undo> pending{nullptr};
static_assert(std::atomic<undo>::is_always_lock_free);

/// What an interruption_hold does with signals.
constexpr int not_held = -1;
constexpr int none_came = 0;
/// One of the above, or the number of the signal that came while a hold existed.
std::atomic<int> held = not_held;
std::atomic<undo> held_hears{nullptr};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void interrupted(int number) {
  int expected = none_came;
  if (held.compare_exchange_strong(expected, number)) {
    if (const undo hears = held_hears.load(); hears != nullptr) hears(number);
    return;
  }
  if (const undo what = pending.exchange(nullptr); what != nullptr) what(number);
  remove_unfinished_files();
  // Blocked while this handler runs; it ends the process as soon as the handler returns.
  std::signal(number, SIG_DFL);
  static_cast<void>(std::raise(number));
}

}  // namespace

void handle_interruptions() noexcept {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before{};
    if (::sigaction(number, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction handled{};
    handled.sa_handler = interrupted;
    sigemptyset(&handled.sa_mask);
    static_cast<void>(::sigaction(number, &handled, nullptr));
  }
}

void on_interruption(undo what) noexcept {
  pending.store(what);
}

interruption_hold::interruption_hold(undo hears) noexcept {
  if (held.load() != not_held) return;
  is_outermost_ = true;
  held_hears.store(hears);
  held.store(none_came);
}

interruption_hold::~interruption_hold() {
  if (!is_outermost_) return;
  if (const int number = held.exchange(not_held); number != none_came) static_cast<void>(std::raise(number));
}

int interruption_hold::number() noexcept {
  const int number = held.load();
  return number > none_came ? number : 0;
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
