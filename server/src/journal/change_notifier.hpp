#pragma once

#include <list>

#include "net/async/signal.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::serving {

/// Wakes all who wait for something to happen. Belongs to one executor.
class change_notifier {
 public:
  /// Until the next ring, or `until`. The change_notifier must outlive the wait.
  [[nodiscard]] boost::asio::awaitable<void> wait(net::clock& time, net::time_point until);
  void notify() noexcept;

 private:
  std::list<net::signal*> waiting_;
};

}  // namespace pop3kit::serving
