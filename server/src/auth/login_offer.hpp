#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// What a SASL mechanism, or the choice of one, may know of the connection. Octets, not base64.
struct login_link {
  login_link() = default;
  std::string tls_exporter;  ///< empty where `tls_unique` is to be used, or there is nothing to bind to
  std::string tls_unique;
  std::string client_name;  ///< of a verified certificate
};

/// Every name that `listen.mechanisms` may hold, the strongest first: SASL mechanisms, USER and APOP.
[[nodiscard]] const std::vector<std::string_view>& known_logins() noexcept;

/// The ways to log in that a connection is offered. `listen.mechanisms` restricts them; where it says nothing, all that
/// the accounts allow, but NTLM, which is nobody's choice, and APOP, whose timestamp would stand in every greeting.
/// GSSAPI needs a keytab too, so that nobody is offered it by accident: an account has to name a principal.
class login_offer {
 public:
  explicit login_offer(const scenario::description& what) : what_(what) {}

  /// `name` in upper case.
  [[nodiscard]] bool has(std::string_view name, const login_link& link) const;
  /// As CAPA lists them behind SASL.
  [[nodiscard]] std::vector<std::string_view> sasl(const login_link& link) const;

 private:
  [[nodiscard]] bool named(std::string_view name) const;

  const scenario::description& what_;
};

}  // namespace pop3kit::serving
