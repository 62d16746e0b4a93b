#include "console/text.hpp"

#include <cstddef>
#include <cstdint>

namespace pop3kit::command {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint8_t octet(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

/// Octets of the well-formed sequence at `at` (Unicode, table 3-7); 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const std::uint8_t lead = octet(text, at);
  if (lead < 0x80) return 1;
  std::size_t length = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if ((lead & 0xF0) == 0xE0) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  }
  if (length == 0 || at + length > text.size()) return 0;
  if (octet(text, at + 1) < low || octet(text, at + 1) > high) return 0;
  for (std::size_t next = at + 2; next < at + length; ++next) {
    if ((octet(text, next) & 0xC0) != 0x80) return 0;
  }
  return length;
}

bool is_c1_control(std::string_view sequence) {
  return sequence.size() == 2 && octet(sequence, 0) == 0xC2 && octet(sequence, 1) < 0xA0;
}

std::string masked(std::string_view text, bool keep_lines) {
  const std::string clean = utf8(text);
  std::string out;
  out.reserve(clean.size());
  for (std::size_t at = 0; at < clean.size();) {
    const std::string_view sequence = std::string_view{clean}.substr(at, sequence_length(clean, at));
    const char first = sequence.front();
    const bool line_end = first == '\n' || first == '\t';
    if (first == '\r' && at + 1 < clean.size() && clean[at + 1] == '\n') {
      // The LF behind it says the same.
    } else if (line_end) {
      out += keep_lines ? first : ' ';
    } else if ((sequence.size() == 1 && (octet(sequence, 0) < 0x20 || first == '\x7F')) || is_c1_control(sequence)) {
      out += '?';
    } else {
      out += sequence;
    }
    at += sequence.size();
  }
  return out;
}

}  // namespace

std::string utf8(std::string_view octets) {
  std::string out;
  out.reserve(octets.size());
  for (std::size_t at = 0; at < octets.size();) {
    const std::size_t length = sequence_length(octets, at);
    if (length == 0) {
      out += replacement;
      ++at;
    } else {
      out += octets.substr(at, length);
      at += length;
    }
  }
  return out;
}

std::string printable(std::string_view text) {
  return masked(text, true);
}

std::string one_line(std::string_view text) {
  return masked(text, false);
}

}  // namespace pop3kit::command
