#include "console/terminal_text.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>

namespace pop3kit::command {
namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

std::uint8_t octet_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

/// Octets that may encode one character.
struct sequence {
  std::size_t octets = 0;
  bool valid = false;
};

/// Returns the well-formed sequence at `at`, or the maximal subpart of an ill-formed one (Unicode, table 3-7 and
/// section 3.9).
sequence sequence_at(std::string_view text, std::size_t at) {
  const std::uint8_t lead = octet_at(text, at);
  if (lead < 0x80) return {1, true};
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
  if (length == 0 || at + 1 >= text.size() || octet_at(text, at + 1) < low || octet_at(text, at + 1) > high)
    return {1, false};
  std::size_t known = 2;
  while (known < length && at + known < text.size() && (octet_at(text, at + known) & 0xC0) == 0x80) ++known;
  return {known, known == length};
}

/// The character that a well-formed sequence encodes.
char32_t character(std::string_view sequence) {
  constexpr std::array<std::uint8_t, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  char32_t value = octet_at(sequence, 0) & lead_bits.at(sequence.size());
  for (std::size_t at = 1; at < sequence.size(); ++at) value = value << 6U | (octet_at(sequence, at) & 0x3FU);
  return value;
}

/// Control characters, bidirectional formatting characters (Unicode Standard Annex 9, table 1), and the separators of
/// lines and paragraphs.
bool is_unsafe(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x2028 && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

std::string masked(std::string_view text, bool keep_lines) {
  const std::string clean = utf8(text);
  std::string out;
  out.reserve(clean.size());
  for (std::size_t at = 0; at < clean.size();) {
    const std::string_view octets = std::string_view{clean}.substr(at, sequence_at(clean, at).octets);
    const char first = octets.front();
    const bool line_end = first == '\n' || first == '\t';
    if (first == '\r' && at + 1 < clean.size() && clean[at + 1] == '\n') {
      // The LF that follows ends the line.
    } else if (line_end) {
      out += keep_lines ? first : ' ';
    } else if (const char32_t value = character(octets); is_unsafe(value)) {
      out += '?';
    } else {
      out += octets;
    }
    at += octets.size();
  }
  return out;
}

/// Unsafe characters stand within strings only, where JSON permits the escape.
std::string printable_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const sequence next = sequence_at(json, at);
    const std::string_view octets = json.substr(at, next.octets);
    const char32_t value = next.valid ? character(octets) : 0;
    if (value >= 0x7F && is_unsafe(value)) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(value));
    } else {
      out += octets;
    }
    at += next.octets;
  }
  return out;
}

}  // namespace

std::string utf8(std::string_view octets) {
  std::string out;
  out.reserve(octets.size());
  for (std::size_t at = 0; at < octets.size();) {
    const sequence next = sequence_at(octets, at);
    out += next.valid ? octets.substr(at, next.octets) : replacement_character;
    at += next.octets;
  }
  return out;
}

std::string printable(std::string_view text) {
  return masked(text, true);
}

std::string one_line(std::string_view text) {
  return masked(text, false);
}

std::string json_output(const boost::json::value& value) {
  return printable_json(boost::json::serialize(value));
}

std::string readable_octets(std::uint64_t octets) {
  constexpr std::array<std::string_view, 5> units{"KiB", "MiB", "GiB", "TiB", "PiB"};
  if (octets < 1024) return fmt::format("{} octets", octets);
  double value = static_cast<double>(octets) / 1024;
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < units.size()) {
    value /= 1024;
    ++unit;
  }
  return fmt::format("{:.1f} {}", value, units.at(unit));
}

}  // namespace pop3kit::command
