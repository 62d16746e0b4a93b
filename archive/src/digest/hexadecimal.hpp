#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace pop3kit::archiving {

/// Returns two lower-case hexadecimal digits for each octet.
[[nodiscard]] inline std::string to_hexadecimal(std::span<const std::uint8_t> octets) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  text.reserve(octets.size() * 2);
  for (const std::uint8_t octet : octets) (text += digits[octet >> 4U]) += digits[octet & 15U];
  return text;
}

}  // namespace pop3kit::archiving
