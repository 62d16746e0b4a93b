#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// The pseudo-verb of the moment before the first command. Only a selector that names it matches then.
inline constexpr std::string_view greeting_keyword = "GREETING";

/// The one command of earlier RFCs that a scenario can name and the server can answer (RFC 1460).
inline constexpr std::string_view last_keyword = "LAST";

/// The pseudo-verbs of what is no command, for expectations: a connection comes (with "plain" or "tls"), somebody logs
/// in (with the user's name), a connection ends (with the reason).
inline constexpr std::string_view connect_event = "CONNECT";
inline constexpr std::string_view login_event = "LOGIN";
inline constexpr std::string_view disconnect_event = "DISCONNECT";

/// Why a connection ended.
enum class end_reason : std::uint8_t {
  none,  ///< it has not ended
  quit,
  rule,
  hook,
  autologout,
  stopped,  ///< with the service
  killed,   ///< over HTTP
  refused,  ///< by a network condition, as soon as it came
  lifetime,
  line_too_long,
  http_request,
  client_closed,
  network_limit,
  tls_cut,     ///< by a TLS condition
  tls_failed,  ///< the handshake; its text says how
  failed,      ///< something else, whose text is the system's
};

/// As it stands in the journal, and as the argument of the event DISCONNECT. Empty if the reason has no text of its
/// own.
[[nodiscard]] std::string_view to_string(end_reason reason) noexcept;

/// The reasons that are one word, which scenarios may expect without quotes: "quit|rule".
[[nodiscard]] std::string disconnect_reasons();

/// Whether `keyword`, in upper case, is a command of some RFC.
[[nodiscard]] bool is_known_command(std::string_view keyword) noexcept;

/// The verb that a word means, in any case, as rules are kept under it: "RETR". With `greeting`: "greeting" too, as
/// "GREETING". Nothing for other words.
[[nodiscard]] std::optional<std::string> canonical_verb(std::string_view word, bool greeting);
/// What a hook is kept under: a verb, or the name of an event as hooks have them; nothing for other words.
[[nodiscard]] std::optional<std::string> canonical_hook(std::string_view word);

/// Whether `keyword` is one of "CAPA|STLS".
[[nodiscard]] constexpr bool one_of(std::string_view alternatives, std::string_view keyword) noexcept {
  for (;;) {
    const auto bar = alternatives.find('|');
    if (alternatives.substr(0, bar) == keyword) return true;
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

}  // namespace pop3kit::serving
