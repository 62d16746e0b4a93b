#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/proxy/proxy_negotiation.hpp"
#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Makes a connection to a proxy one to the server behind it. Errors: the proxy_* codes of errc, errc::cancelled.
/// `said` gets what the proxy said of it, which may repeat what it was sent.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_through(stream_ptr proxy,
                                                                   std::unique_ptr<proxy_negotiation> talk,
                                                                   std::string& said);

}  // namespace pop3kit::net
