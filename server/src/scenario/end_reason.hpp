#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Why a connection ended.
enum class end_reason : std::uint8_t {
  none,  ///< it has not ended
  quit,
  rule,
  hook,
  autologout,
  stopped,  ///< the service stopped
  killed,   ///< over HTTP
  refused,  ///< by a network condition, immediately after it was accepted
  lifetime,
  line_too_long,
  http_request,
  client_closed,
  network_limit,
  tls_cut,     ///< by a TLS condition
  tls_failed,  ///< the handshake failed; the text says how
  failed,      ///< another error, with the text of the system
};

/// Returns the text that the journal shows, which is also the argument of the event DISCONNECT. Empty if the reason has
/// no text of its own.
[[nodiscard]] std::string_view to_string(end_reason reason) noexcept;

/// Returns the reasons that are one word, which scenarios can use without quotes: "quit|rule".
[[nodiscard]] std::string disconnect_reasons();

}  // namespace pop3kit::serving
