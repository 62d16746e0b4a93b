#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>

#include "wire/outcome.hpp"

namespace pop3kit::net {

using duration = std::chrono::nanoseconds;
using time_point = std::chrono::time_point<std::chrono::steady_clock, duration>;

/// A timer that can be armed, re-armed and cancelled. Belongs to one executor.
class timer {
 public:
  virtual ~timer() = default;
  /// Calls `expired` once, posted to the executor, never inline. Arming again replaces the earlier wait. The callback
  /// may destroy the timer.
  virtual void arm(time_point when, std::function<void()> expired) = 0;
  /// Cancels the wait. The callback does not run after this function has returned.
  virtual void cancel() noexcept = 0;
};

/// The only way to know the time or to wait. The system's clock in production, a virtual one in simulations.
class clock {
 public:
  virtual ~clock() = default;
  [[nodiscard]] virtual time_point now() const noexcept = 0;
  [[nodiscard]] virtual std::unique_ptr<timer> make_timer(boost::asio::any_io_executor executor) = 0;
  /// Returns the calendar time. For Date fields, certificates and journals.
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall_now() const noexcept = 0;
};

/// Returns the clock of the system, with steady time. One for the process, without state.
[[nodiscard]] clock& system_clock() noexcept;

/// Returns `moment + wait`, or the last representable moment if that would overflow.
[[nodiscard]] time_point later(time_point moment, duration wait) noexcept;

/// Completes at `when`, or with errc::cancelled when the awaiting coroutine is cancelled.
[[nodiscard]] boost::asio::awaitable<outcome<>> sleep_until(clock& time, time_point when);
[[nodiscard]] boost::asio::awaitable<outcome<>> sleep_for(clock& time, duration wait);

}  // namespace pop3kit::net
