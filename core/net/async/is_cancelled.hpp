#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/this_coro.hpp>

namespace pop3kit::net {

/// Whether the awaiting coroutine has been cancelled. To be asked between two waits: a cancellation that comes when one
/// has ended, and before its result was taken, is told to no later wait by Asio.
inline boost::asio::awaitable<bool> is_cancelled() {
  const boost::asio::cancellation_state state = co_await boost::asio::this_coro::cancellation_state;
  co_return state.cancelled() != boost::asio::cancellation_type::none;
}

}  // namespace pop3kit::net
