#include "text/base64.hpp"

#include <cstddef>

#include "text/ascii.hpp"

namespace pop3kit::text {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns -1 if it is not a digit of base64.
constexpr int digit_value(char octet) noexcept {
  if (octet >= 'A' && octet <= 'Z') return octet - 'A';
  if (octet >= 'a' && octet <= 'z') return octet - 'a' + 26;
  if (is_digit(octet)) return octet - '0' + 52;
  if (octet == '+') return 62;
  return octet == '/' ? 63 : -1;
}

}  // namespace

std::string to_base64(std::string_view octets) {
  std::string out;
  out.reserve((octets.size() + 2) / 3 * 4);
  const auto octet = [octets](std::size_t at) {
    return at < octets.size() ? static_cast<unsigned>(static_cast<unsigned char>(octets[at])) : 0U;
  };
  for (std::size_t at = 0; at < octets.size(); at += 3) {
    const unsigned group = octet(at) << 16U | octet(at + 1) << 8U | octet(at + 2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out.push_back(alphabet[group >> shift & 63U]);
  }
  const std::size_t padding = (3 - octets.size() % 3) % 3;
  out.replace(out.size() - padding, padding, padding, '=');
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && text.ends_with('=')) {
    text.remove_suffix(1);
    ++padding;
  }
  std::string out;
  out.reserve((text.size() + padding) / 4 * 3);
  unsigned bits = 0;
  unsigned waiting = 0;
  for (const char digit : text) {
    const int value = digit_value(digit);
    if (value < 0) return std::nullopt;
    bits = bits << 6U | static_cast<unsigned>(value);
    waiting += 6;
    if (waiting < 8) continue;
    waiting -= 8;
    out.push_back(static_cast<char>(bits >> waiting & 0xFFU));
  }
  return out;
}

}  // namespace pop3kit::text
