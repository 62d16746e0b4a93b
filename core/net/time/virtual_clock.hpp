#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <memory>

#include "net/time/clock.hpp"

namespace pop3kit::net {

/// Time that passes only when told to, so that a wait of ten minutes is over in a microsecond and a run can be repeated
/// exactly. It must outlive its timers. One thread: it knows nothing of sockets or other threads, so only what runs on
/// the io_contexts it is given, over memory streams, is simulated faithfully.
class virtual_clock final : public clock {
 public:
  explicit virtual_clock(std::chrono::system_clock::time_point wall_start =
                             std::chrono::system_clock::time_point(std::chrono::seconds(0)));
  ~virtual_clock() override;

  /// The time since construction, counted from the steady clock's epoch.
  [[nodiscard]] time_point now() const noexcept override;
  [[nodiscard]] std::unique_ptr<timer> make_timer(boost::asio::any_io_executor executor) override;
  [[nodiscard]] std::chrono::system_clock::time_point wall_now() const noexcept override;

  /// Moves time on. Timers that are due meanwhile expire in order of their moments, then of arming; each sees now() as
  /// its own moment only if its callback runs before the next one is due, so run the executor between small steps.
  void advance(duration step);

  /// Runs what can run, and moves time to the next timer whenever nothing can, until neither is left.
  void run_until_idle(boost::asio::io_context& context);
  /// The same, but no further than `span` from now, which is where time then stands.
  void run_for(boost::asio::io_context& context, duration span);
  /// The same as run_until_idle(), but stops as soon as `done` holds. Tells whether it does.
  bool run_until(boost::asio::io_context& context, const std::function<bool()>& done);

  /// Moves time to the first timer that is due by `limit`, and expires that one; false if there is none. Time never
  /// goes back.
  bool expire_next(time_point limit);

  /// Timers armed now; nothing left over is what a test wants to see at its end.
  [[nodiscard]] std::size_t armed_timers() const noexcept;

 private:
  class virtual_timer;
  struct queue;

  std::shared_ptr<queue> queue_;
  std::chrono::system_clock::time_point wall_start_;
};

}  // namespace pop3kit::net
