#pragma once

#include <memory>
#include <string>

#include "session/sasl_client.hpp"

namespace pop3kit::engine {

/// Makes a mechanism of GNU SASL.
///
/// Errors: errc::mechanism_not_supported if GNU SASL is missing, or if the mechanism is GSSAPI and the GSS library is
/// missing; errc::mechanism_unavailable if GNU SASL does not know the mechanism, or if it needs channel binding and
/// there is none.
[[nodiscard]] outcome<std::unique_ptr<sasl_mechanism>> make_gsasl_mechanism(const std::string& mechanism,
                                                                            const credentials& who,
                                                                            const sasl_surroundings& around);

}  // namespace pop3kit::engine
