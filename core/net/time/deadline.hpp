#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "net/time/clock.hpp"

namespace pop3kit::net {

/// The one deadline helper. While armed, calls `on_expiry` (typically: close the stream) once the moment has passed;
/// the operation under way then fails, and `expired()` tells why. Moving the deadline on is a store, not a system call:
/// the timer wakes at the earliest moment that was asked for and sleeps on if the deadline has moved since.
/// Belongs to one executor. `on_expiry` is never called again once disarm() or the destructor has returned, and may
/// destroy the deadline.
class deadline {
 public:
  deadline(clock& time, boost::asio::any_io_executor executor, std::function<void()> on_expiry);
  deadline(const deadline&) = delete;
  deadline& operator=(const deadline&) = delete;
  ~deadline();

  /// Arms, or moves the moment on or back; expired() is false again.
  void expires_after(duration wait);
  void expires_at(time_point when);
  /// Cancels the timer too, so that an idle deadline keeps no execution context running. expired() stays as it is.
  void disarm() noexcept;
  [[nodiscard]] bool expired() const noexcept;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit::net
