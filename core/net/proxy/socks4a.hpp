#pragma once

#include "net/proxy/proxy_negotiation.hpp"

namespace pop3kit::net {

/// SOCKS 4A: a request, an answer of eight octets. No password, and no IPv6 addresses.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_socks4a(const proxy_options& proxy,
                                                                       const std::string& host, std::uint16_t port);

}  // namespace pop3kit::net
