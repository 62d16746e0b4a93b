#pragma once

#include <functional>
#include <optional>

#include "control/http_message.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::serving::control {

/// The bound of the header, of the trailers, of one line of a chunked body, and of all its chunk extensions together.
inline constexpr std::size_t most_header_octets = 16 * 1024;
inline constexpr std::size_t most_body_octets = 64 * 1024 * 1024;

/// How requests are handled.
struct http_service {
  http_service() = default;
  /// Called when a header has arrived, before the body. If it returns a response, the request is refused and the
  /// connection ends.
  std::function<std::optional<http_response>(const http_request&)> refusal;
  std::function<net::asio::awaitable<http_response>(http_request)> handle;
  /// Returns true if a request may take long. Such a request is cancelled when its client closes the connection.
  std::function<bool(const http_request&)> waits;
  /// Called with true and false when the handling of an admitted request begins and ends.
  std::function<void(bool)> busy;
};

/// Serves HTTP/1.1 requests on one connection, one after another, until either side closes it. After text that is not
/// HTTP, or a request beyond the limits, sends an error and closes the connection.
[[nodiscard]] net::asio::awaitable<void> serve_http(net::stream_ptr stream, net::clock& time, http_service service);

}  // namespace pop3kit::serving::control
