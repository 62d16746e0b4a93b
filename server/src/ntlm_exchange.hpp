#pragma once

#include <memory>

#include "sasl_server.hpp"

namespace pop3kit::serving {

/// NTLM, versions 1 and 2, as MS-POP3 has it: GNU SASL has the client's side alone. The description must outlive the
/// exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what);

}  // namespace pop3kit::serving
