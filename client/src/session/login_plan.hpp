#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/credentials.hpp>
#include <vector>

#include "session/mechanisms.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// What the choice of a mechanism depends on, besides the credentials.
struct login_circumstances {
  const capabilities* offered = nullptr;  ///< null if the server does not support CAPA
  bool secured = false;                   ///< the connection uses TLS
  bool channel_binding = false;           ///< TLS has channel binding data
  bool tls_exporter = false;              ///< the data is tls-exporter: TLS 1.3 (RFC 9266)
  bool plaintext_allowed = false;         ///< security::none
  bool timestamp = false;                 ///< the greeting contains a valid timestamp, for APOP
  bool client_certificate = false;        ///< the TLS options have a client certificate
  bool user_switched_off = false;         ///< client_options::switched_off contains USER
  /// Returns true if the library of a mechanism is there, or if it needs none.
  bool (*supported)(const mechanism_info& about) = [](const mechanism_info& /*about*/) { return true; };
};

/// The mechanisms to try, in order. Never empty.
using login_plan = std::vector<const mechanism_info*>;

/// Returns the mechanisms to log in with. Does no I/O.
///
/// Errors: errc::plaintext_refused if the connection is not encrypted and plaintext is not allowed;
/// errc::credentials_missing; errc::mechanism_not_supported if only mechanisms are left whose library is missing;
/// errc::mechanism_unavailable.
///
/// Tokens come first, then mechanisms that prove the password without revealing it, beginning with SCRAM with channel
/// binding. Under TLS, PLAIN comes before CRAM-MD5 and similar mechanisms, because these require the server to store
/// passwords in plaintext. Without TLS, PLAIN comes after them. `credentials::mechanism` restricts the plan to one
/// mechanism.
///
/// A SASL mechanism must be announced, unless `credentials::mechanism` names it and the server does not support CAPA. A
/// user name or password with characters beyond ASCII is sent by USER or APOP only if the server announces UTF8 USER
/// (RFC 6856 section 2.2), or if `credentials::mechanism` names USER or APOP.
[[nodiscard]] outcome<login_plan> plan_login(const credentials& who, const login_circumstances& circumstances);

/// Returns true if all commands of a mechanism are sent in one write: there are several, and none depends on a reply.
/// This excludes AUTH (RFC 5034 section 4), because each later line answers a challenge.
[[nodiscard]] bool leaves_at_once(const mechanism_info& about, bool may_send_ahead) noexcept;

/// Checks the credentials before the client connects. Fails with errc::credentials_missing,
/// errc::line_break_in_argument, or errc::invalid_option if the token contains control characters.
[[nodiscard]] outcome<> check_credentials(const credentials& who, bool client_certificate = false);

}  // namespace pop3kit::engine
