#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The server's side of one authentication (RFC 5034).
class sasl_exchange {
 public:
  enum class state : std::uint8_t {
    challenge,   ///< send `challenge()` and wait for an answer
    accepted,    ///< the user has proved to be `user()`
    refused,     ///< wrong credentials
    malformed,   ///< not base64, or invalid for the mechanism
    unprepared,  ///< the server lacks something that the mechanism needs; `refusal()` says what
  };

  sasl_exchange() = default;
  sasl_exchange(const sasl_exchange&) = delete;
  sasl_exchange& operator=(const sasl_exchange&) = delete;
  virtual ~sasl_exchange() = default;

  /// Takes the client's answer in base64. If the server speaks first, an empty answer begins the exchange.
  [[nodiscard]] virtual state step(const std::string& base64) = 0;
  /// Returns true if the client speaks first, so that AUTH can have an initial response.
  [[nodiscard]] virtual bool client_first() const noexcept { return true; }

  /// Returns the challenge in base64.
  [[nodiscard]] const std::string& challenge() const noexcept { return challenge_; }
  /// Returns the account after `accepted`.
  [[nodiscard]] const std::string& user() const noexcept { return user_; }
  /// Returns the text that tells the client why it was refused.
  [[nodiscard]] const std::string& refusal() const noexcept { return refusal_; }

 protected:
  std::string challenge_;
  std::string user_;
  std::string refusal_ = "wrong user name or password";
};

/// Makes an exchange of OAUTHBEARER (RFC 7628) or XOAUTH2, which uses the `tokens` of the accounts. Returns null for
/// other mechanisms. The description must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_bearer_exchange(std::string_view mechanism,
                                                                  const scenario::description& what);

/// Makes an exchange of NTLM as MS-POP3 describes it: versions 1 and 2, and version 1 with extended session security,
/// in Unicode or in the client's charset, as the client asks. GNU SASL implements only the client's side. `nonce` is
/// the server's challenge of 8 octets; empty: random octets. The description must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what,
                                                                std::string nonce = std::string());

}  // namespace pop3kit::serving
