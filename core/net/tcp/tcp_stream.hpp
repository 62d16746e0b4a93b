#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Makes a stream from a connected socket, and sets TCP_NODELAY.
[[nodiscard]] stream_ptr make_tcp_stream(asio::ip::tcp::socket socket);

/// Converts the system's code: the end of the stream becomes errc::connection_closed. An operation that was cancelled,
/// or whose socket our side closed, becomes errc::cancelled. Other codes stay.
[[nodiscard]] boost::system::error_code stream_error(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit::net
