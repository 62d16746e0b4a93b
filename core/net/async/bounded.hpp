#pragma once

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "net/async/leash.hpp"
#include "net/time/deadline.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

/// Makes cancelled work end with a result. Otherwise Asio would throw at its next co_await.
template <class T>
asio::awaitable<T> without_throwing(asio::awaitable<T> work) {
  co_await asio::this_coro::throw_if_cancelled(false);
  co_return co_await std::move(work);
}

/// Runs `work` to its end. It is cancelled if the awaiting coroutine is cancelled, or by the leash.
template <class T>
asio::awaitable<T> run_tied(asio::awaitable<T> work, leash& held) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  const asio::cancellation_state outer = co_await asio::this_coro::cancellation_state;
  asio::cancellation_slot outer_slot = outer.slot();
  if (outer_slot.is_connected()) outer_slot.assign([&held](asio::cancellation_type) { held.pull(); });
  auto token = asio::bind_cancellation_slot(held.tie(executor), asio::use_awaitable);
  auto quiet = without_throwing(std::move(work));
  std::exception_ptr thrown;
  std::optional<T> done;
  try {
    done.emplace(co_await asio::co_spawn(executor, std::move(quiet), token));
  } catch (...) {
    thrown = std::current_exception();
  }
  // A handler left in the slot would post to work that has ended. A destructor must not clear the slot: at the end of
  // the execution context, the slot may be destroyed before this frame.
  held.untie();
  if (outer_slot.is_connected()) outer_slot.clear();
  if (thrown) std::rethrow_exception(thrown);
  co_return std::move(*done);
}

/// Runs `work` as run_tied() does, and cancels it after `most`. `expired` must be false. It becomes true before the
/// work is cancelled because of the time, so that the work can report the reason. For work that has no stream yet that
/// a deadline could close.
template <class T>
asio::awaitable<T> run_bounded(asio::awaitable<T> work, leash& held, clock& time, duration most, bool& expired) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  deadline bound(time, executor, [&held, &expired] {
    expired = true;
    held.pull();
  });
  bound.expires_after(most);
  co_return co_await run_tied(std::move(work), held);
}

}  // namespace pop3kit::net
