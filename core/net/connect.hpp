#pragma once

#include <cstdint>
#include <string>

#include "net/byte_stream.hpp"

namespace pop3kit::net {

/// Resolves and connects over TCP, trying each address in turn; TCP_NODELAY is set. Errors: errc::host_not_found, or
/// the system's code of the last attempt. Cancellation through the coroutine's slot abandons resolving and connecting
/// alike.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port);

}  // namespace pop3kit::net
