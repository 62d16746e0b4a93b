#pragma once

#include "control/route.hpp"

namespace pop3kit::serving::control {

/// Finds the route, checks every parameter, waits where that was asked for, and answers. Never throws for what a
/// request says.
[[nodiscard]] net::asio::awaitable<http_response> dispatch(controlled& server, http_request request);

/// True if a response to this request may have to wait for something to happen.
[[nodiscard]] bool asks_to_wait(const http_request& request);

}  // namespace pop3kit::serving::control
