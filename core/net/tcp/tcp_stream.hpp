#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Takes over a connected socket; sets TCP_NODELAY.
[[nodiscard]] stream_ptr make_tcp_stream(asio::ip::tcp::socket socket);

/// In our words: the end of the stream is errc::connection_closed; an operation abandoned because the coroutine was
/// cancelled or the socket closed by ourselves is errc::cancelled. Anything else stays as the system said it.
[[nodiscard]] boost::system::error_code stream_error(const boost::system::error_code& code) noexcept;

}  // namespace pop3kit::net
