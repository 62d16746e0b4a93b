#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// The pseudo-verb of the greeting. Only a selector that names it matches the greeting.
inline constexpr std::string_view greeting_keyword = "GREETING";

/// The one command of earlier RFCs that scenarios can name and the server can answer (RFC 1460).
inline constexpr std::string_view last_keyword = "LAST";

/// The pseudo-verbs of events, for expectations: a connection begins (with "plain" or "tls"), a user logs in (with the
/// user name), a connection ends (with the reason).
inline constexpr std::string_view connect_event = "CONNECT";
inline constexpr std::string_view login_event = "LOGIN";
inline constexpr std::string_view disconnect_event = "DISCONNECT";

/// Returns the verb of a word in any case, in the form that rules use: "RETR". With `greeting`, "greeting" is accepted
/// too, as "GREETING". Nothing for other words.
[[nodiscard]] std::optional<std::string> canonical_verb(std::string_view word, bool greeting);
/// Returns the key of a hook: a verb, or the name of an event. Nothing for other words.
[[nodiscard]] std::optional<std::string> canonical_hook(std::string_view word);

/// Returns true if `keyword` is one of a list such as "CAPA|STLS".
[[nodiscard]] constexpr bool one_of(std::string_view alternatives, std::string_view keyword) noexcept {
  for (;;) {
    const auto bar = alternatives.find('|');
    if (alternatives.substr(0, bar) == keyword) return true;
    if (bar == std::string_view::npos) return false;
    alternatives.remove_prefix(bar + 1);
  }
}

}  // namespace pop3kit::serving
