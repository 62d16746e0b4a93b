#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::text {

inline constexpr std::string_view lower_case_digits = "0123456789abcdef";
inline constexpr std::string_view upper_case_digits = "0123456789ABCDEF";

/// Returns 0 to 15, or -1 if `octet` is not a hexadecimal digit.
[[nodiscard]] constexpr int hex_value(char octet) noexcept {
  if (octet >= '0' && octet <= '9') return octet - '0';
  if (octet >= 'a' && octet <= 'f') return octet - 'a' + 10;
  return octet >= 'A' && octet <= 'F' ? octet - 'A' + 10 : -1;
}

/// Appends an octet as two hexadecimal digits.
inline void append_hex(std::string& out, unsigned char octet, std::string_view digits = lower_case_digits) {
  out.push_back(digits[octet >> 4U]);
  out.push_back(digits[octet & 0xFU]);
}

/// Returns octets as lower-case hexadecimal digits.
[[nodiscard]] inline std::string to_hex(std::string_view octets) {
  std::string out;
  for (const char octet : octets) append_hex(out, static_cast<unsigned char>(octet));
  return out;
}

/// Appends the lowest `digits` hexadecimal digits of a number, at most 16, in lower case.
inline void append_hex_number(std::string& out, std::uint64_t value, int digits = 16) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out.push_back(lower_case_digits[(value >> static_cast<unsigned>(shift)) & 0xFU]);
  }
}

/// Decodes %XX (RFC 3986 section 2.1). Returns nothing if a '%' is not followed by two hexadecimal digits.
[[nodiscard]] inline std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out.push_back(text[at]);
      continue;
    }
    if (text.size() - at < 3 || hex_value(text[at + 1]) < 0 || hex_value(text[at + 2]) < 0) return std::nullopt;
    out.push_back(static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2])));
    at += 2;
  }
  return out;
}

}  // namespace pop3kit::text
