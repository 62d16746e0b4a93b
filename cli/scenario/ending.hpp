#pragma once

#include <csignal>

namespace pop3kit::command {

/// Waits for what ends serving: SIGINT, SIGTERM, SIGHUP, or a call of request(). The signals are blocked in this thread
/// and in those that it starts, and fetched by wait(), so that one that comes early is not lost.
class ending {
 public:
  /// SIGHUP stays ignored if the caller of the command ignores it, as nohup does.
  ending();
  void wait() const;
  /// Ends wait() as a signal does. Called from any thread.
  static void request() noexcept;

 private:
  sigset_t set_{};
};

}  // namespace pop3kit::command
