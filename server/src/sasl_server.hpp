#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// The server's side of one authentication (RFC 5034), by GNU SASL.
class sasl_exchange {
 public:
  enum class state : std::uint8_t {
    challenge,  ///< send `challenge()` and wait for an answer
    accepted,   ///< `user()` proved who it is
    refused,    ///< wrong credentials
    malformed,  ///< not base64, or nothing that the mechanism knows
  };

  class native;
  explicit sasl_exchange(std::unique_ptr<native> held) noexcept;
  ~sasl_exchange();

  /// Takes the client's answer in base64; for a missing initial response an empty one.
  [[nodiscard]] state step(const std::string& base64);
  /// In base64.
  [[nodiscard]] const std::string& challenge() const noexcept;
  /// The account, once accepted.
  [[nodiscard]] const std::string& user() const noexcept;

 private:
  std::unique_ptr<native> native_;
};

/// The mechanisms that a service offers.
class sasl_server {
 public:
  /// Nothing where there is no such account.
  using password_lookup = std::function<std::optional<std::string>(std::string_view user)>;

  explicit sasl_server(password_lookup passwords);
  ~sasl_server();

  /// As CAPA lists them behind SASL, separated by spaces.
  [[nodiscard]] static std::string_view mechanisms() noexcept;
  /// `mechanism` in any case. Null where it is not offered. The server must outlive the exchange.
  [[nodiscard]] std::unique_ptr<sasl_exchange> start(std::string_view mechanism);

 private:
  struct library;
  std::unique_ptr<library> library_;
};

}  // namespace pop3kit::serving
