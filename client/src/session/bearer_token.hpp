#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/credentials.hpp>
#include <string>
#include <string_view>

#include "session/sasl_client.hpp"

namespace pop3kit::engine {

/// OAUTHBEARER (RFC 7628) and XOAUTH2, Google's older form of it. Null for any other mechanism.
[[nodiscard]] std::unique_ptr<sasl_mechanism> make_bearer_mechanism(std::string_view mechanism, const credentials& who,
                                                                    const sasl_surroundings& around);

/// What the client says first, not in base64.
[[nodiscard]] std::string oauthbearer_message(std::string_view name, std::string_view token,
                                              const sasl_surroundings& around);
[[nodiscard]] std::string xoauth2_message(std::string_view name, std::string_view token);

/// The server's error challenge (RFC 7628 section 3.2.2), decoded, as words for a user: "invalid_token, scope mail".
/// What is no such JSON is told to be none.
[[nodiscard]] std::string describe_bearer_error(std::string_view json);

}  // namespace pop3kit::engine
