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
    accepted,    ///< `user()` proved who it is
    refused,     ///< wrong credentials
    malformed,   ///< not base64, or nothing that the mechanism knows
    unprepared,  ///< the server lacks what the mechanism needs: `refusal()` says what
  };

  sasl_exchange() = default;
  sasl_exchange(const sasl_exchange&) = delete;
  sasl_exchange& operator=(const sasl_exchange&) = delete;
  virtual ~sasl_exchange() = default;

  /// Takes the client's answer in base64; an empty one begins a mechanism where the server speaks first.
  [[nodiscard]] virtual state step(const std::string& base64) = 0;
  /// Whether the client speaks first, so that its words may come with AUTH.
  [[nodiscard]] virtual bool client_first() const noexcept { return true; }

  /// In base64.
  [[nodiscard]] const std::string& challenge() const noexcept { return challenge_; }
  /// The account, once accepted.
  [[nodiscard]] const std::string& user() const noexcept { return user_; }
  /// What a client is told that was refused.
  [[nodiscard]] const std::string& refusal() const noexcept { return refusal_; }

 protected:
  std::string challenge_;
  std::string user_;
  std::string refusal_ = "wrong user name or password";
};

/// OAUTHBEARER (RFC 7628) and XOAUTH2 against the accounts' `tokens`. Null for any other mechanism. The description
/// must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_bearer_exchange(std::string_view mechanism,
                                                                  const scenario::description& what);

/// NTLM as MS-POP3 has it: versions 1 and 2, and version 1 with extended session security, in Unicode or in the
/// client's own charset, as the client asks. GNU SASL has the client's side alone. `nonce` is the server's challenge of
/// 8 octets; empty: random ones. The description must outlive the exchange.
[[nodiscard]] std::unique_ptr<sasl_exchange> make_ntlm_exchange(const scenario::description& what,
                                                                std::string nonce = std::string());

}  // namespace pop3kit::serving
