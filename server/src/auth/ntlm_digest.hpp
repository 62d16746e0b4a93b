#pragma once

#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Text in UTF-8 as NTLM counts it: UTF-16, the low octet first.
[[nodiscard]] std::string to_utf16(std::string_view text);
[[nodiscard]] std::string from_utf16(std::string_view octets);

/// What a password proves of a challenge of 8 octets, in 24: NTLM version 1 (MS-NLMP section 3.3.1).
[[nodiscard]] std::string ntlm_response(std::string_view password, std::string_view challenge);

/// The same of both sides' challenges of 8 octets: extended session security (MS-NLMP section 3.3.1).
[[nodiscard]] std::string ntlm_session_response(std::string_view password, std::string_view challenge,
                                                std::string_view client_challenge);

/// The first 16 octets of a response of version 2 (MS-NLMP section 3.3.2), which go before the client's `blob`.
[[nodiscard]] std::string ntlm2_proof(std::string_view password, std::string_view user, std::string_view domain,
                                      std::string_view challenge, std::string_view blob);

}  // namespace pop3kit::serving
