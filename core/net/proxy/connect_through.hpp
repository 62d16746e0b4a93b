#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/proxy/proxy_negotiation.hpp"
#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Turns a connection to a proxy into a connection to the server behind it. Errors: the proxy_* codes of errc,
/// errc::cancelled. `said` gets the proxy's text about a failure, which may repeat what the client sent.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_through(stream_ptr proxy,
                                                                   std::unique_ptr<proxy_negotiation> talk,
                                                                   std::string& said);

}  // namespace pop3kit::net
