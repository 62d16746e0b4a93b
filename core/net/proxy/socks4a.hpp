#pragma once

#include "net/proxy/proxy_negotiation.hpp"

namespace pop3kit::net {

/// SOCKS4A: a request and a reply of eight octets. It has no passwords and no IPv6 addresses.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_socks4a(const proxy_options& proxy,
                                                                       const std::string& host, std::uint16_t port);

}  // namespace pop3kit::net
