#pragma once

#include <string>
#include <string_view>

namespace pop3kit::command {

/// Text that a terminal may be given: control characters, which could move its cursor or retitle it, become '?'.
/// Line feeds and tabs stay; CRLF becomes LF.
[[nodiscard]] std::string printable(std::string_view text);

/// The same in one line: line ends and tabs become spaces.
[[nodiscard]] std::string one_line(std::string_view text);

/// Octets as UTF-8: what is none becomes U+FFFD.
[[nodiscard]] std::string utf8(std::string_view octets);

}  // namespace pop3kit::command
