#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// Makes text from a server safe for a terminal. Each of these characters becomes '?': control characters (U+0000 to
/// U+001F, U+007F to U+009F), which could move the cursor or change the title; bidirectional formatting characters
/// (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), which could show text in another order; and the line
/// and paragraph separators (U+2028, U+2029). Line feeds and tabs stay; CRLF becomes LF. Octets that are no UTF-8
/// become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// Does what printable() does, and makes one line of it: line feeds and tabs become spaces.
[[nodiscard]] std::string one_line(std::string_view text);

/// Makes JSON safe for a terminal without changing its value: of the characters that printable() replaces, those that
/// JSON permits within strings are escaped as \uXXXX. `json` must be well-formed and without control characters between
/// tokens.
[[nodiscard]] std::string printable_json(std::string_view json);

/// Octets as UTF-8: what is none becomes U+FFFD.
[[nodiscard]] std::string utf8(std::string_view octets);

}  // namespace pop3kit::command
