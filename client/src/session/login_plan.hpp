#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/credentials.hpp>
#include <vector>

#include "session/mechanisms.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// What the choice of a mechanism depends on beside the credentials.
struct login_circumstances {
  const capabilities* offered = nullptr;  ///< null for a server without CAPA
  bool secured = false;                   ///< TLS is up
  bool channel_binding = false;           ///< and gives something to bind to
  bool tls_exporter = false;              ///< which is tls-exporter: TLS 1.3 (RFC 9266)
  bool plaintext_allowed = false;         ///< security::none
  bool timestamp = false;                 ///< the greeting holds a valid one, for APOP
  bool client_certificate = false;        ///< the TLS options name one
  bool user_switched_off = false;         ///< the caller wants no USER, whatever the server announces
};

/// Mechanisms in the order in which they are to be tried; one at least.
using login_plan = std::vector<const mechanism_info*>;

/// The mechanisms to log in with, or why there is none: errc::plaintext_refused in the clear where nobody asked for
/// that, errc::credentials_missing, errc::mechanism_unavailable. No I/O, no state.
///
/// Tokens come first, then what proves the password without showing it, SCRAM bound to the channel before all. Under
/// TLS PLAIN goes before CRAM-MD5 and its like, which ask the server to keep passwords in the clear; without TLS behind
/// them. `credentials::mechanism` allows one alone. SASL mechanisms must be announced, except that one to a server
/// without CAPA. A user name or password beyond ASCII goes by USER or APOP only where the server announces UTF8 USER
/// (RFC 6856 section 2.2), or where one of these was asked for by name.
[[nodiscard]] outcome<login_plan> plan_login(const credentials& who, const login_circumstances& circumstances);

/// Whether all commands of a mechanism are sent in one write. Only where several are, and none of them depends on what
/// the server says: with AUTH (RFC 5034 section 4) each line behind the first answers a challenge.
[[nodiscard]] bool leaves_at_once(const mechanism_info& about, bool may_send_ahead) noexcept;

/// What can be told before connecting: errc::credentials_missing, errc::line_break_in_argument, errc::invalid_option
/// for a token that no HTTP header could hold.
[[nodiscard]] outcome<> check_credentials(const credentials& who, bool client_certificate = false);

}  // namespace pop3kit::engine
