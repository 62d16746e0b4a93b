#pragma once

#include <algorithm>
#include <string>
#include <string_view>

/// ASCII text as RFC 5322 sees it, whatever the locale.
namespace pop3kit::engine {

[[nodiscard]] constexpr bool is_blank(char octet) noexcept {
  return octet == ' ' || octet == '\t';
}

[[nodiscard]] constexpr bool is_white_space(char octet) noexcept {
  return is_blank(octet) || octet == '\r' || octet == '\n';
}

[[nodiscard]] constexpr char to_lower(char octet) noexcept {
  return octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet - 'A' + 'a') : octet;
}

[[nodiscard]] constexpr std::string_view trim_left(std::string_view text) noexcept {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  return text;
}

[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return trim_left(text);
}

[[nodiscard]] constexpr bool same_ignoring_case(std::string_view left, std::string_view right) noexcept {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), to_lower);
  return lowered;
}

}  // namespace pop3kit::engine
