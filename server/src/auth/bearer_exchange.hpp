#pragma once

#include <memory>

#include "auth/sasl_server.hpp"

namespace pop3kit::serving {

/// OAUTHBEARER (RFC 7628) and XOAUTH2 against the accounts' `tokens`. Null for any other mechanism. The description
/// must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_bearer_exchange(std::string_view mechanism,
                                                                  const scenario::description& what);

}  // namespace pop3kit::serving
