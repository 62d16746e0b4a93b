#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <chrono>
#include <utility>

#include "net/is_cancelled.hpp"
#include "operations/client_core.hpp"
#include "operations/single_reply.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration usual_interval = std::chrono::minutes(1);

}  // namespace

asio::awaitable<bool> client_core::wake_up() {
  if (alarm_) alarm_->cancel();
  while (beating_) {
    const outcome<> woken = co_await beat_over_->wait();
    if (!woken) co_return false;
  }
  co_return true;
}

/// Timers keep an execution context running: none is armed unless it was asked for.
void client_core::fall_asleep() {
  const net::duration every = options().keep_alive;
  if (abandoned_) return;
  if (every <= net::duration::zero() || !session_ || !session_->alive()) return;
  if (!alarm_) alarm_ = around_.time().make_timer(around_.executor());
  alarm_->arm(net::later(around_.time().now(), every), [held = weak_from_this()] {
    if (const auto self = held.lock()) self->beat();
  });
}

void client_core::beat() {
  if (busy_ || beating_ || !session_ || !session_->alive()) return;
  beating_ = true;
  asio::co_spawn(around_.executor(), send_beat(shared_from_this()), asio::detached);
}

/// What it is answered does not matter, only whether it is.
asio::awaitable<void> client_core::send_beat(std::shared_ptr<client_core> self) {
  const context_user user(*self);
  const turn under_way(self->beating_);
  if (const outcome<> there = session_->still_there(); there) {
    single_reply asked(wire::verb::noop);
    static_cast<void>(co_await session_->run_in_lock_step(asked));
  }
  beating_ = false;
  // An operation that waits for its turn has to know that it was closed meanwhile.
  const bool closed = closed_;
  settle();
  closed_ = closed && busy_;
  if (!busy_) fall_asleep();
  beat_over_->notify();
}

asio::awaitable<result<>> client_core::pause(net::duration how_long) {
  if (how_long < net::duration::zero()) co_return failure(errc::invalid_option, "the time to pause is below 0");
  const result<> live = co_await ready();
  if (!live) co_return live;
  const net::duration every = options().keep_alive > net::duration::zero() ? options().keep_alive : usual_interval;
  const net::time_point end = net::later(around_.time().now(), how_long);
  for (;;) {
    const net::duration left = end - around_.time().now();
    if (left <= net::duration::zero()) co_return result<>{};
    if (co_await net::is_cancelled()) co_return failure(errc::cancelled).set_session_usable(true);
    const outcome<> slept = co_await net::sleep_for(around_.time(), std::min(left, every));
    if (!slept) co_return failure(errc::cancelled).set_session_usable(true);
    if (left <= every) continue;
    single_reply asked(wire::verb::noop);
    result<> done = co_await session_->run_in_lock_step(asked);
    if (!done) co_return done;
  }
}

}  // namespace pop3kit::engine
