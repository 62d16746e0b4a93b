#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "wire/outcome.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

/// Runs `work` on a new thread and completes when it has ended. `work` may block and must not throw. Cancellation
/// completes with errc::cancelled, and the thread goes on: neither the caller nor the execution context waits for it.
/// So `work` must own, or share, everything that it uses. Errors: the system's error if it cannot create a thread; then
/// `work` has not begun.
[[nodiscard]] asio::awaitable<outcome<>> run_aside(std::function<void()> work);

}  // namespace pop3kit::net
