#pragma once

#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Returns base64 in lines of at most 76 characters, each with CRLF at its end (RFC 2045 section 6.8).
[[nodiscard]] std::string base64_lines(std::string_view octets);
/// Returns quoted-printable text (RFC 2045 section 6.7). Line ends become CRLF, lines have at most 76 characters, and
/// the last line has a line end.
[[nodiscard]] std::string quoted_printable(std::string_view text);
/// Returns true if text can be sent unencoded: 7-bit, no NUL, no line over 998 octets (RFC 5322 section 2.1.1).
[[nodiscard]] bool is_seven_bit(std::string_view text) noexcept;

}  // namespace pop3kit::serving
