#pragma once

#include <csignal>

namespace pop3kit::command {

/// What ends serving: SIGINT, SIGTERM, or a thread of our own. The signals are taken out of their asynchronous way:
/// blocked in this thread and in those it starts, and fetched by wait(). One that comes early is not lost.
class ending {
 public:
  ending();
  void wait() const;
  /// From any thread; at most as good as a signal from outside.
  static void request() noexcept;

 private:
  sigset_t set_{};
};

}  // namespace pop3kit::command
