#include "console/interruption.hpp"

#include <atomic>
#include <csignal>
#include <pop3kit/unfinished_file.hpp>

namespace pop3kit::command {
namespace {

std::atomic<undo> pending{nullptr};
static_assert(std::atomic<undo>::is_always_lock_free);

extern "C" void interrupted(int number) {
  if (const undo what = pending.exchange(nullptr); what != nullptr) what();
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

}  // namespace pop3kit::command
