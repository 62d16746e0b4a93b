#pragma once

#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Returns base64 in lines of at most 76 characters, each with CRLF at its end (RFC 2045 section 6.8).
[[nodiscard]] std::string base64_lines(std::string_view octets);
/// RFC 2045 section 6.7 for text: line ends become CRLF, no line is over 76, the last one ends.
[[nodiscard]] std::string quoted_printable(std::string_view text);
/// True where text can travel as it is: 7-bit, no NUL, no line over 998 octets (RFC 5322 section 2.1.1).
[[nodiscard]] bool is_seven_bit(std::string_view text) noexcept;

}  // namespace pop3kit::serving
