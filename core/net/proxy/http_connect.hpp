#pragma once

#include "net/proxy/proxy_negotiation.hpp"

namespace pop3kit::net {

/// HTTP CONNECT (RFC 9110 section 9.3.6), with Basic credentials (RFC 7617) if the options have any.
[[nodiscard]] outcome<std::unique_ptr<proxy_negotiation>> make_http_connect(const proxy_options& proxy,
                                                                            const std::string& host,
                                                                            std::uint16_t port);

}  // namespace pop3kit::net
