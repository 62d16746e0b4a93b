#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit::text {

/// U+FFFD in UTF-8.
inline constexpr std::string_view replacement_character = "\xef\xbf\xbd";

/// The first character of a text.
struct utf8_character {
  std::size_t octets = 0;  ///< of the character, or of the maximal subpart of an ill-formed sequence
  bool valid = false;
  char32_t code_point = 0;  ///< if valid
};

/// Reads the first character of `octets`, which must not be empty. Overlong forms, surrogates and values above U+10FFFF
/// are ill-formed (Unicode, table 3-7).
[[nodiscard]] utf8_character first_character(std::string_view octets) noexcept;

/// Returns the number of octets before the first one that is not ASCII.
[[nodiscard]] std::size_t ascii_prefix(std::string_view octets) noexcept;
[[nodiscard]] bool is_ascii(std::string_view octets) noexcept;
[[nodiscard]] bool is_utf8(std::string_view octets) noexcept;

/// Returns the longest prefix of at most `most` octets that does not cut a UTF-8 character. Text that is not UTF-8 may
/// be cut anywhere.
[[nodiscard]] std::string_view utf8_prefix(std::string_view octets, std::size_t most) noexcept;

/// Appends valid UTF-8 unchanged, and one U+FFFD for each maximal subpart of an ill-formed sequence (Unicode,
/// section 3.9).
void append_repaired(std::string& out, std::string_view octets);
/// Returns what append_repaired() appends.
[[nodiscard]] std::string repaired(std::string_view octets);

/// Appends a Unicode scalar value as UTF-8.
void append_utf8(std::string& out, char32_t code_point);

/// True for characters that a terminal could obey or that change how text is read: control characters (U+0000 to
/// U+001F, U+007F to U+009F), bidirectional formatting characters (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to
/// U+2069), and the line and paragraph separators (U+2028, U+2029).
[[nodiscard]] constexpr bool is_unsafe_on_terminal(char32_t value) noexcept {
  const bool control = value < 0x20 || (value >= 0x7F && value <= 0x9F);
  return control || value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x2028 && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

}  // namespace pop3kit::text
