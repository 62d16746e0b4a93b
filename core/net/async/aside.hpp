#pragma once

#include <boost/asio/awaitable.hpp>
#include <functional>

#include "wire/outcome.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

/// Runs `work`, which blocks and must not throw, on a thread of its own, and completes when it has ended. Cancellation
/// (errc::cancelled) leaves it to end by itself: neither the caller nor the end of its execution context waits for it,
/// so it must own, or share, all that it touches. The system's error where there is no thread to be had; then `work`
/// has not begun.
[[nodiscard]] asio::awaitable<outcome<>> run_aside(std::function<void()> work);

}  // namespace pop3kit::net
