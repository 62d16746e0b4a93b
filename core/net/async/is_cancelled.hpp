#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/this_coro.hpp>

namespace pop3kit::net {

/// Returns whether the awaiting coroutine has been cancelled. Call it between two waits: Asio does not report a
/// cancellation to the next wait if it arrives after the previous wait has ended and before its result was taken.
inline boost::asio::awaitable<bool> is_cancelled() {
  const boost::asio::cancellation_state state = co_await boost::asio::this_coro::cancellation_state;
  co_return state.cancelled() != boost::asio::cancellation_type::none;
}

}  // namespace pop3kit::net
