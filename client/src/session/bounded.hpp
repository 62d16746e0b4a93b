#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "net/deadline.hpp"

namespace pop3kit::engine {

namespace asio = boost::asio;

/// Cancels, from outside, work that runs as a coroutine of its own.
class leash {
 public:
  void pull() noexcept {
    if (holds_) signal_.emit(asio::cancellation_type::terminal);
  }
  [[nodiscard]] asio::cancellation_slot hold() noexcept {
    holds_ = true;
    return signal_.slot();
  }
  /// The work is over: nothing is sent to it any more.
  void let_go() noexcept { holds_ = false; }
  /// Once what was sent before has arrived.
  void clear() noexcept {
    if (!holds_) signal_.slot().clear();
  }

 private:
  asio::cancellation_signal signal_;
  bool holds_ = false;
};

/// Runs `work` to its end, which cancellation brings about early: by the awaiting coroutine, by the leash, or by time.
/// `expired` says whether it was time. For work that has no stream yet that a deadline could close.
template <class T>
asio::awaitable<T> run_bounded(asio::awaitable<T> work, leash& held, net::clock& time, net::duration most,
                               bool& expired) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const asio::cancellation_state outer = co_await asio::this_coro::cancellation_state;
  asio::cancellation_slot outer_slot = outer.slot();
  if (outer_slot.is_connected()) outer_slot.assign([&held](asio::cancellation_type) { held.pull(); });
  net::deadline bound(time, executor, [&held] { held.pull(); });
  bound.expires_after(most);
  auto token = asio::bind_cancellation_slot(held.hold(), asio::use_awaitable);
  T done = co_await asio::co_spawn(executor, std::move(work), token);
  // A pull is posted to the work, not called: one that is on its way must find where it is going.
  held.let_go();
  co_await asio::post(executor, asio::use_awaitable);
  held.clear();
  if (outer_slot.is_connected()) outer_slot.clear();
  expired = bound.expired();
  co_return done;
}

}  // namespace pop3kit::engine
