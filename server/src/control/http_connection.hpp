#pragma once

#include <functional>
#include <memory>

#include "control/http_message.hpp"
#include "net/byte_stream.hpp"
#include "net/clock.hpp"

namespace pop3kit::serving::control {

inline constexpr std::size_t most_header_octets = 16 * 1024;
inline constexpr std::size_t most_body_octets = 64 * 1024 * 1024;

using http_handler = std::function<net::asio::awaitable<http_response>(http_request)>;

/// Serves HTTP/1.1 requests on one connection, one after the other, until either side has had enough. What is no HTTP,
/// and what passes the limits, is answered with an error and the end of the connection.
[[nodiscard]] net::asio::awaitable<void> serve_http(net::stream_ptr stream, net::clock& time, http_handler handle);

}  // namespace pop3kit::serving::control
