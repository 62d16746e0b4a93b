#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "net/time/clock.hpp"

namespace pop3kit::net {

/// The one deadline helper. While armed, calls `on_expiry` once the deadline has passed. Typically that closes the
/// stream: the running operation then fails, and `expired()` tells why. Moving the deadline is cheap, because it only
/// stores a value: the timer wakes at the earliest deadline that was set, and sleeps again if the deadline has moved
/// since. Belongs to one executor. `on_expiry` is never called again once disarm() or the destructor has returned, and
/// may destroy the deadline.
class deadline {
 public:
  deadline(clock& time, boost::asio::any_io_executor executor, std::function<void()> on_expiry);
  deadline(const deadline&) = delete;
  deadline& operator=(const deadline&) = delete;
  ~deadline();

  /// Arms the deadline, or moves it. expired() is false again.
  void expires_after(duration wait);
  void expires_at(time_point when);
  /// Disarms the deadline and cancels the timer, so that an idle deadline keeps no execution context running. expired()
  /// stays.
  void disarm() noexcept;
  [[nodiscard]] bool expired() const noexcept;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit::net
