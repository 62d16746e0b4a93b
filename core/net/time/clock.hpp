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

/// A wait that can be armed, re-armed and cancelled; belongs to one executor.
class timer {
 public:
  virtual ~timer() = default;
  /// Calls `expired` once, posted to the executor, never inline. Arming again forgets the former wait. The callback may
  /// destroy the timer.
  virtual void arm(time_point when, std::function<void()> expired) = 0;
  /// The callback will not run after this returns.
  virtual void cancel() noexcept = 0;
};

/// The only way to know the time or to wait. The system's clock in production, a virtual one in simulations.
class clock {
 public:
  virtual ~clock() = default;
  [[nodiscard]] virtual time_point now() const noexcept = 0;
  [[nodiscard]] virtual std::unique_ptr<timer> make_timer(boost::asio::any_io_executor executor) = 0;
  /// For Date fields, certificates and journals.
  [[nodiscard]] virtual std::chrono::system_clock::time_point wall_now() const noexcept = 0;
};

/// Steady time of the machine. One for the process; stateless.
[[nodiscard]] clock& system_clock() noexcept;

/// `moment + wait`, or the end of time where that is beyond it.
[[nodiscard]] time_point later(time_point moment, duration wait) noexcept;

/// Completes at `when`, or with errc::cancelled as soon as the awaiting coroutine is cancelled.
[[nodiscard]] boost::asio::awaitable<outcome<>> sleep_until(clock& time, time_point when);
[[nodiscard]] boost::asio::awaitable<outcome<>> sleep_for(clock& time, duration wait);

}  // namespace pop3kit::net
