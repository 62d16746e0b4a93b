#pragma once

#include <list>

#include "net/async/signal.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::serving {

/// Wakes all coroutines that wait for a change. Belongs to one executor.
class change_notifier {
 public:
  /// Waits for the next change, or until `until`. This object must outlive the wait.
  [[nodiscard]] boost::asio::awaitable<void> wait(net::clock& time, net::time_point until);
  void notify() noexcept;

 private:
  std::list<net::signal*> waiting_;
};

}  // namespace pop3kit::serving
