#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "wire/outcome.hpp"

namespace pop3kit::net {

/// Wakes one waiting coroutine. If no coroutine waits, the notification is kept for the next wait. So none is lost
/// between checking a condition and waiting for it. Check the condition again after each wait. Belongs to one executor.
class signal {
 public:
  explicit signal(const boost::asio::any_io_executor& executor);

  /// Waits for a notification. One coroutine can wait at a time. Completes with errc::cancelled if the awaiting
  /// coroutine is cancelled. The signal must outlive the wait.
  [[nodiscard]] boost::asio::awaitable<outcome<>> wait();
  void notify() noexcept;

 private:
  // A timer that never expires: its waits belong to the execution context, which destroys them in good order.
  boost::asio::steady_timer timer_;
  bool raised_ = false;
};

}  // namespace pop3kit::net
