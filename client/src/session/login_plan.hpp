#pragma once

#include <cstdint>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/client_options.hpp>
#include <string>

#include "wire/outcome.hpp"

namespace pop3kit::engine {

/// What the choice of a mechanism depends on beside the credentials.
struct login_circumstances {
  const capabilities* offered = nullptr;  ///< null for a server without CAPA
  bool secured = false;                   ///< TLS is up
  bool plaintext_allowed = false;         ///< security::none
};

enum class login_method : std::uint8_t {
  user_pass,  ///< USER and PASS (RFC 1939 section 7)
  sasl,       ///< AUTH (RFC 5034)
};

struct login_choice {
  login_choice(login_method chosen, std::string name) : method(chosen), mechanism(std::move(name)) {}
  login_method method;
  std::string mechanism;  ///< "PLAIN"; "USER" for USER and PASS
};

/// The mechanism to log in with, or why there is none. No I/O, no state. PLAIN where it is offered, else USER and PASS
/// where they are announced or nothing is known; `credentials::mechanism` allows one alone. In the clear only where
/// that was asked for: errc::plaintext_refused, errc::credentials_missing, errc::mechanism_unavailable.
[[nodiscard]] outcome<login_choice> plan_login(const credentials& who, const login_circumstances& circumstances);

/// What can be told before connecting: errc::credentials_missing, errc::line_break_in_argument.
[[nodiscard]] outcome<> check_credentials(const credentials& who);

}  // namespace pop3kit::engine
