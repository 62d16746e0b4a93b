#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

// Octets as POP3 sees them, whatever the locale.
namespace pop3kit::text {

[[nodiscard]] constexpr char to_upper(char octet) noexcept {
  return octet >= 'a' && octet <= 'z' ? static_cast<char>(octet - 'a' + 'A') : octet;
}

[[nodiscard]] constexpr bool is_letter(char octet) noexcept {
  return to_upper(octet) >= 'A' && to_upper(octet) <= 'Z';
}
[[nodiscard]] constexpr bool is_blank(char octet) noexcept {
  return octet == ' ' || octet == '\t';
}
[[nodiscard]] constexpr bool is_control(char octet) noexcept {
  const auto value = static_cast<unsigned char>(octet);
  return value < 0x20 || value == 0x7f;
}

[[nodiscard]] constexpr bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept {
  return std::ranges::equal(left, right, {}, to_upper, to_upper);
}

[[nodiscard]] constexpr std::string_view trim_left(std::string_view text) noexcept {
  const auto* const first = std::ranges::find_if_not(text, is_blank);
  return text.substr(static_cast<std::size_t>(first - text.begin()));
}

[[nodiscard]] constexpr std::string_view trim_right(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes the next field off the head of `text`, blanks before it too; empty when there is none left.
[[nodiscard]] constexpr std::string_view take_field(std::string_view& text) noexcept {
  text = trim_left(text);
  const auto* const end = std::ranges::find_if(text, is_blank);
  const std::string_view field = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(field.size());
  return field;
}

}  // namespace pop3kit::text
