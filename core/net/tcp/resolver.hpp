#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <vector>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Returns the addresses of a host, in the system's order of preference. For a literal address, returns that address.
/// Errors: errc::host_not_found. The system's look-up cannot be stopped. After a cancellation it ends by itself on its
/// own thread: neither the caller nor the execution context waits for it.
[[nodiscard]] asio::awaitable<outcome<std::vector<asio::ip::address>>> resolve(std::string host);

}  // namespace pop3kit::net
