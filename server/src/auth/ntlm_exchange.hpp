#pragma once

#include <memory>

#include "auth/sasl_server.hpp"

namespace pop3kit::serving {

/// NTLM as MS-POP3 has it: versions 1 and 2, and version 1 with extended session security, in Unicode or in the
/// client's own charset, as the client asks. GNU SASL has the client's side alone. `nonce` is the server's challenge of
/// 8 octets; empty: random ones. The description must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what,
                                                                std::string nonce = std::string());

}  // namespace pop3kit::serving
