#pragma once

#include <pop3kit/result.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Properties of the connection that a mechanism, or its selection, may use. Octets, not base64.
struct login_link {
  login_link() = default;
  std::string tls_exporter;  ///< empty if `tls_unique` is to be used, or without channel binding
  std::string tls_unique;
  std::string client_name;  ///< from a verified certificate
};

/// Returns every name that `listen.mechanisms` accepts, the strongest first: SASL mechanisms, USER and APOP.
[[nodiscard]] const std::vector<std::string_view>& known_logins() noexcept;

/// Fails with errc::mechanism_not_supported if `listen.mechanisms` names a mechanism whose library is missing. The
/// detail names the mechanism and the library.
[[nodiscard]] result<> check_libraries(const scenario::description& what);

/// The ways to log in that a connection offers. `listen.mechanisms` restricts them. Without it, the server offers all
/// that the accounts allow and whose library is there, except NTLM, which is obsolete, and APOP, which would add a
/// timestamp to every greeting. GSSAPI needs a keytab as well, so without `listen.mechanisms` it is offered only if an
/// account names a principal.
class login_offer {
 public:
  explicit login_offer(const scenario::description& what) : what_(what) {}

  /// Returns true if the connection offers `name`, in upper case.
  [[nodiscard]] bool has(std::string_view name, const login_link& link) const;
  /// Returns the mechanisms that CAPA lists after SASL.
  [[nodiscard]] std::vector<std::string_view> sasl(const login_link& link) const;

 private:
  [[nodiscard]] bool named(std::string_view name) const;
  [[nodiscard]] bool allows(std::string_view name, const login_link& link) const;

  const scenario::description& what_;
};

}  // namespace pop3kit::serving
