#pragma once

#include <memory>
#include <string_view>

#include "auth/sasl_server.hpp"
#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Decides who may log in, by every mechanism that the scenario offers. The description must outlive it.
class authenticator {
 public:
  explicit authenticator(const scenario::description& description) : description_(description), sasl_(description) {}

  /// Returns the account if the password is right. Returns null if it is wrong or if there is no such account; the two
  /// cannot be told apart, not even by the time that the check takes.
  [[nodiscard]] const account* by_password(std::string_view user, std::string_view password) const;
  /// Returns the account if the digest of APOP is right (RFC 1939 section 7), else null.
  [[nodiscard]] const account* by_digest(std::string_view user, std::string_view timestamp,
                                         std::string_view digest) const;
  /// Returns the account that a user name stands for; null if there is none.
  [[nodiscard]] const account* find(std::string_view user) const;

  /// Begins a SASL exchange. `mechanism` may be in any case. Returns null if the mechanism is not offered.
  [[nodiscard]] std::unique_ptr<sasl_exchange> start(std::string_view mechanism, const login_link& link) {
    return sasl_.start(mechanism, link);
  }
  /// The mechanisms that are offered.
  [[nodiscard]] const login_offer& offer() const noexcept { return sasl_.offer(); }

 private:
  const scenario::description& description_;
  sasl_server sasl_;
};

}  // namespace pop3kit::serving
