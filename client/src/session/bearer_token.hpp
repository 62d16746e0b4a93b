#pragma once

#include <cstdint>
#include <memory>
#include <pop3kit/credentials.hpp>
#include <string>
#include <string_view>

#include "session/sasl_client.hpp"

namespace pop3kit::engine {

/// Makes the mechanism OAUTHBEARER (RFC 7628) or XOAUTH2, Google's older form of it. Returns null for any other name.
[[nodiscard]] std::unique_ptr<sasl_mechanism> make_bearer_mechanism(std::string_view mechanism, const credentials& who,
                                                                    const sasl_surroundings& around);

/// Returns the first message of the client, before it is encoded in base64.
[[nodiscard]] std::string oauthbearer_message(std::string_view name, std::string_view token,
                                              const sasl_surroundings& around);
[[nodiscard]] std::string xoauth2_message(std::string_view name, std::string_view token);

/// Returns the server's error challenge (RFC 7628 section 3.2.2), decoded, as a text for users: "status invalid_token,
/// scope mail". If it is not a JSON object, the text says so.
[[nodiscard]] std::string describe_bearer_error(std::string_view json);

}  // namespace pop3kit::engine
