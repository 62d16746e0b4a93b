#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

/// ASCII octets. The locale has no influence.
namespace pop3kit::text {

[[nodiscard]] constexpr char to_upper(char octet) noexcept {
  return octet >= 'a' && octet <= 'z' ? static_cast<char>(octet - 'a' + 'A') : octet;
}
[[nodiscard]] constexpr char to_lower(char octet) noexcept {
  return octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet - 'A' + 'a') : octet;
}

[[nodiscard]] constexpr bool is_letter(char octet) noexcept {
  return to_upper(octet) >= 'A' && to_upper(octet) <= 'Z';
}
[[nodiscard]] constexpr bool is_digit(char octet) noexcept {
  return octet >= '0' && octet <= '9';
}
[[nodiscard]] constexpr bool is_letter_or_digit(char octet) noexcept {
  return is_letter(octet) || is_digit(octet);
}
/// A space or a tab.
[[nodiscard]] constexpr bool is_blank(char octet) noexcept {
  return octet == ' ' || octet == '\t';
}
/// A space, tab, CR or LF.
[[nodiscard]] constexpr bool is_white_space(char octet) noexcept {
  return is_blank(octet) || octet == '\r' || octet == '\n';
}
/// U+0000 to U+001F, and U+007F.
[[nodiscard]] constexpr bool is_control(char octet) noexcept {
  const auto value = static_cast<unsigned char>(octet);
  return value < 0x20 || value == 0x7f;
}
/// 0x21 to 0x7E: printable, and not a space.
[[nodiscard]] constexpr bool is_graphic(char octet) noexcept {
  return octet > ' ' && octet < '\x7f';
}
[[nodiscard]] constexpr bool is_ascii(char octet) noexcept {
  return static_cast<unsigned char>(octet) < 0x80;
}

/// True if `text` contains CR, LF or NUL, which would end a command, a header field or a C string.
[[nodiscard]] constexpr bool breaks_line(std::string_view text) noexcept {
  return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

[[nodiscard]] constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
  return std::ranges::equal(left, right, {}, to_upper, to_upper);
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string made(text);
  std::ranges::transform(made, made.begin(), to_lower);
  return made;
}

/// Removes blanks from the beginning. CR and LF stay.
[[nodiscard]] constexpr std::string_view trim_left(std::string_view text) noexcept {
  const auto* const first = std::ranges::find_if_not(text, is_blank);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}
/// Removes blanks from the end. CR and LF stay.
[[nodiscard]] constexpr std::string_view trim_right(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}
/// Removes white space, CR and LF included, from the beginning.
[[nodiscard]] constexpr std::string_view trim_white_space_left(std::string_view text) noexcept {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  return text;
}
/// Removes white space, CR and LF included, from both ends.
[[nodiscard]] constexpr std::string_view trim_white_space(std::string_view text) noexcept {
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return trim_white_space_left(text);
}

/// Removes the next field and the blanks before it from the beginning of `text`, and returns the field. Returns an
/// empty string if there is none left.
[[nodiscard]] constexpr std::string_view take_field(std::string_view& text) noexcept {
  text = trim_left(text);
  const auto* const end = std::ranges::find_if(text, is_blank);
  const std::string_view field = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(field.size());
  return field;
}

}  // namespace pop3kit::text
