#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>

#include "net/time/clock.hpp"

namespace pop3kit::net {

/// A clock whose time passes only on command, so that a wait of ten minutes takes a microsecond and a run can be
/// repeated exactly. It must outlive its timers. For one thread: it does not know of sockets or other threads, so it
/// only simulates work that runs on its io_contexts over memory streams.
class virtual_clock final : public clock {
 public:
  explicit virtual_clock(std::chrono::system_clock::time_point wall_start =
                             std::chrono::system_clock::time_point(std::chrono::seconds(0)));
  ~virtual_clock() override;

  /// Returns the virtual time. It begins at the epoch of the steady clock.
  [[nodiscard]] time_point now() const noexcept override;
  [[nodiscard]] std::unique_ptr<timer> make_timer(boost::asio::any_io_executor executor) override;
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept override;

  /// Lets `look` pass after each call of now(), as time passes while a program runs. 0, the default, lets none pass.
  void pass_at_each_look(duration look) noexcept;

  /// Moves time forward. Timers that become due expire in order of their moments, then of arming. A callback sees its
  /// own moment as now() only if it runs before the next timer is due, so run the executor between small steps.
  void advance(duration step);

  /// Runs everything that can run, and moves time to the next timer whenever nothing can, until neither is left.
  void run_until_idle(boost::asio::io_context& context);
  /// Runs as run_until_idle() does, but ends exactly `span` from now.
  void run_for(boost::asio::io_context& context, duration span);
  /// Runs as run_until_idle() does, but stops as soon as `done` returns true. Returns whether it does.
  bool run_until(boost::asio::io_context& context, const std::function<bool()>& done);

  /// Moves time to the first timer that is due by `limit`, and expires it. Returns false if there is none. Time never
  /// goes back.
  bool expire_next(time_point limit);

  /// Returns the number of armed timers. A test can check that it is 0 at its end.
  [[nodiscard]] std::size_t armed_timers() const noexcept;

 private:
  class virtual_timer;
  struct queue;

  std::shared_ptr<queue> queue_;
  std::chrono::system_clock::time_point wall_start_;
};

}  // namespace pop3kit::net
