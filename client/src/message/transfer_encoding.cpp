#include "message/transfer_encoding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "message/gmime_library.hpp"
#include "message/parameterized_value.hpp"
#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

bool is_base64_digit(char octet) noexcept {
  return (octet >= '0' && octet <= '9') || (text::to_lower(octet) >= 'a' && text::to_lower(octet) <= 'z') ||
         octet == '+' || octet == '/';
}

std::string decode_by_gmime(std::string_view octets, GMimeContentEncoding encoding) {
  GMimeEncoding state;
  g_mime_encoding_init_decode(&state, encoding);
  std::string decoded(g_mime_encoding_outlen(&state, octets.size()) + 8, '\0');
  std::size_t length = g_mime_encoding_step(&state, octets.data(), octets.size(), decoded.data());
  length += g_mime_encoding_flush(&state, "", 0, decoded.data() + length);
  decoded.resize(length);
  return decoded;
}

/// Decodes base64. Adds missing padding, because GMime drops a last group without it.
std::string decode_digits(std::string digits) {
  if (digits.size() % 4 == 1) digits.pop_back();
  digits.append((4 - digits.size() % 4) % 4, '=');
  return decode_by_gmime(digits, GMIME_CONTENT_ENCODING_BASE64);
}

/// Returns true if the octets can be base64. Some mailers pad each line, so base64 may follow the padding; a footer
/// that a mailing list appended is not base64.
bool is_all_base64(std::string_view octets) noexcept {
  return std::ranges::all_of(
      octets, [](char octet) { return is_base64_digit(octet) || octet == '=' || octet == '\r' || octet == '\n'; });
}

std::string decode_base64(std::string_view octets) {
  std::string decoded;
  std::string digits;
  bool goes_on = false;
  for (std::size_t at = 0; at < octets.size(); ++at) {
    if (is_base64_digit(octets[at])) {
      digits += octets[at];
      continue;
    }
    const bool padding = octets[at] == '=' && digits.size() % 4 >= 2;
    if (!padding) continue;
    decoded += decode_digits(std::exchange(digits, {}));
    goes_on = goes_on || is_all_base64(octets.substr(at));
    if (!goes_on) return decoded;
  }
  return decoded + decode_digits(std::move(digits));
}

/// Returns the octets without blanks at the end of each line. Line ends stay as written.
std::string without_trailing_blanks(std::string_view octets) {
  std::string kept;
  kept.reserve(octets.size());
  while (!octets.empty()) {
    const std::string_view line = octets.substr(0, octets.find('\n'));
    const std::size_t length = std::min(octets.size(), line.size() + 1);
    std::string_view text = line;
    while (!text.empty() && text::is_white_space(text.back())) text.remove_suffix(1);
    const bool has_return = line.ends_with('\r') && length > line.size();
    kept.append(text).append(has_return ? "\r" : "").append(octets.substr(line.size(), length - line.size()));
    octets.remove_prefix(length);
  }
  return kept;
}

std::string_view take_line(std::string_view& octets) noexcept {
  std::string_view line = octets.substr(0, octets.find('\n'));
  octets.remove_prefix(std::min(octets.size(), line.size() + 1));
  while (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// Returns true for the first line of uuencode: "begin 644 name".
bool is_uuencode_begin(std::string_view line) noexcept {
  if (!line.starts_with("begin ")) return false;
  line.remove_prefix(6);
  const auto mode_end = std::ranges::find_if_not(line, [](char octet) { return octet >= '0' && octet <= '7'; });
  const auto digits = mode_end - line.begin();
  return digits >= 3 && (mode_end == line.end() || *mode_end == ' ');
}

/// Decodes a line of uuencode. If a gateway removed blanks at its end, they count as zeros.
void append_uuencoded_line(std::string& decoded, std::string_view line) {
  const auto bits = [&](std::size_t at) { return at < line.size() ? (line[at] - ' ') & 0x3f : 0; };
  std::size_t left = static_cast<std::size_t>(bits(0));
  for (std::size_t at = 1; left > 0; at += 4) {
    const int group = bits(at) << 18 | bits(at + 1) << 12 | bits(at + 2) << 6 | bits(at + 3);
    const std::array<char, 3> octets{static_cast<char>(group >> 16), static_cast<char>(group >> 8),
                                     static_cast<char>(group)};
    const std::size_t taken = std::min<std::size_t>(left, octets.size());
    decoded.append(octets.data(), taken);
    left -= taken;
  }
}

std::string decode_uuencode(std::string_view octets) {
  std::string_view rest = octets;
  while (!rest.empty()) {
    if (!is_uuencode_begin(take_line(rest))) continue;
    std::string decoded;
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      if (line == "end") break;
      if (!line.empty()) append_uuencoded_line(decoded, line);
    }
    return decoded;
  }
  return std::string(octets);
}

}  // namespace

transfer_encoding to_transfer_encoding(std::string_view value) {
  const parameterized_value field(value);
  const std::string& name = field.word();
  if (name == "base64") return transfer_encoding::base64;
  if (name == "quoted-printable") return transfer_encoding::quoted_printable;
  constexpr std::array<std::string_view, 4> uuencode_names{"x-uuencode", "x-uue", "uuencode", "uue"};
  const bool uuencode = std::ranges::find(uuencode_names, name) != uuencode_names.end();
  return uuencode ? transfer_encoding::uuencode : transfer_encoding::identity;
}

std::string decode(std::string_view octets, transfer_encoding encoding) {
  if (encoding == transfer_encoding::base64) return decode_base64(octets);
  if (encoding == transfer_encoding::quoted_printable) {
    return decode_by_gmime(octets, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  }
  return std::string(octets);
}

std::string decode_body(std::string_view octets, transfer_encoding encoding) {
  if (encoding == transfer_encoding::quoted_printable) return decode(without_trailing_blanks(octets), encoding);
  return encoding == transfer_encoding::uuencode ? decode_uuencode(octets) : decode(octets, encoding);
}

}  // namespace pop3kit::engine
