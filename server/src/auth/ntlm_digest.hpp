#pragma once

#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Converts UTF-8 to the encoding of NTLM: UTF-16, low octet first.
[[nodiscard]] std::string to_utf16(std::string_view text);
[[nodiscard]] std::string from_utf16(std::string_view octets);

/// Returns the response of 24 octets to a challenge of 8 octets: NTLM version 1 (MS-NLMP section 3.3.1).
[[nodiscard]] std::string ntlm_response(std::string_view password, std::string_view challenge);

/// Returns the response to challenges of 8 octets from both sides: extended session security (MS-NLMP section 3.3.1).
[[nodiscard]] std::string ntlm_session_response(std::string_view password, std::string_view challenge,
                                                std::string_view client_challenge);

/// Returns the first 16 octets of a version 2 response (MS-NLMP section 3.3.2), which precede the client's `blob`.
[[nodiscard]] std::string ntlm2_proof(std::string_view password, std::string_view user, std::string_view domain,
                                      std::string_view challenge, std::string_view blob);

}  // namespace pop3kit::serving
