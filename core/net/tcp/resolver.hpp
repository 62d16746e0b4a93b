#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <vector>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// The addresses of a host, in the system's order of preference; a literal address is its own answer. Errors:
/// errc::host_not_found. Cancellation leaves the system's look-up, which cannot be stopped, to end by itself on a
/// thread of its own: neither the caller nor the end of its execution context waits for it.
[[nodiscard]] asio::awaitable<outcome<std::vector<asio::ip::address>>> resolve(std::string host);

}  // namespace pop3kit::net
