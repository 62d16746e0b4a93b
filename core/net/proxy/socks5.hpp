#pragma once

#include "net/proxy/proxy_negotiation.hpp"

namespace pop3kit::net {

/// SOCKS5 (RFC 1928): methods, optionally a user name and a password (RFC 1929), a request, a reply.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_socks5(const proxy_options& proxy,
                                                                      const std::string& host, std::uint16_t port);

}  // namespace pop3kit::net
