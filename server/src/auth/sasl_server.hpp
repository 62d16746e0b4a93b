#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "auth/login_offer.hpp"

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

/// Begins exchanges: GNU SASL's mechanisms, and bearer tokens. The description must outlive it, and it its exchanges.
class sasl_server {
 public:
  explicit sasl_server(const scenario::description& what);
  ~sasl_server();

  [[nodiscard]] const login_offer& offer() const noexcept { return offer_; }
  /// `mechanism` in any case. Null where it is not offered.
  [[nodiscard]] std::unique_ptr<sasl_exchange> start(std::string_view mechanism, const login_link& link);

 private:
  class library;
  const scenario::description& what_;
  login_offer offer_;
  std::unique_ptr<library> library_;
};

}  // namespace pop3kit::serving
