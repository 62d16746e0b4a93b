#include "text/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace pop3kit::text {
namespace {

struct lead_octet {
  std::size_t continuations = 0;
  std::uint8_t lowest = 0x80;  ///< of the second octet
  std::uint8_t highest = 0xBF;
};

lead_octet classify(std::uint8_t lead) noexcept {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  return {};
}

}  // namespace

utf8_character first_character(std::string_view octets) noexcept {
  const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(octets[index]); };
  if (at(0) < 0x80) return {1, true, at(0)};
  const lead_octet lead = classify(at(0));
  char32_t code_point = at(0) & (0x3FU >> lead.continuations);
  std::size_t length = 1;
  while (length <= lead.continuations && length < octets.size()) {
    const bool second = length == 1;
    if (at(length) < (second ? lead.lowest : 0x80) || at(length) > (second ? lead.highest : 0xBF)) break;
    code_point = code_point << 6U | (at(length) & 0x3FU);
    ++length;
  }
  const bool valid = lead.continuations > 0 && length == lead.continuations + 1;
  return {length, valid, valid ? code_point : 0};
}

/// Eight octets at a time: nearly all of mail is ASCII.
std::size_t ascii_prefix(std::string_view octets) noexcept {
  std::size_t length = 0;
  for (std::uint64_t word = 0; length + sizeof word <= octets.size(); length += sizeof word) {
    std::memcpy(&word, octets.data() + length, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (length < octets.size() && (octets[length] & 0x80) == 0) ++length;
  return length;
}

bool is_ascii(std::string_view octets) noexcept {
  return ascii_prefix(octets) == octets.size();
}

bool is_utf8(std::string_view octets) noexcept {
  octets.remove_prefix(ascii_prefix(octets));
  while (!octets.empty()) {
    const utf8_character next = first_character(octets);
    if (!next.valid) return false;
    octets.remove_prefix(next.octets);
  }
  return true;
}

std::string_view utf8_prefix(std::string_view octets, std::size_t most) noexcept {
  constexpr std::size_t longest_character = 4;
  if (octets.size() <= most) return octets;
  const auto continues = [octets](std::size_t at) { return (static_cast<unsigned char>(octets[at]) & 0xC0U) == 0x80U; };
  const std::size_t earliest = most - std::min(most, longest_character - 1);
  std::size_t end = most;
  while (end > earliest && continues(end)) --end;
  return octets.substr(0, end);
}

void append_repaired(std::string& out, std::string_view octets) {
  while (!octets.empty()) {
    const std::size_t ascii = ascii_prefix(octets);
    out.append(octets.substr(0, ascii));
    octets.remove_prefix(ascii);
    if (octets.empty()) return;
    const utf8_character next = first_character(octets);
    out.append(next.valid ? octets.substr(0, next.octets) : replacement_character);
    octets.remove_prefix(next.octets);
  }
}

std::string repaired(std::string_view octets) {
  std::string out;
  out.reserve(octets.size());
  append_repaired(out, octets);
  return out;
}

void append_utf8(std::string& out, char32_t code_point) {
  const auto add = [&out](char32_t octet) { out.push_back(static_cast<char>(octet)); };
  if (code_point < 0x80) {
    add(code_point);
  } else if (code_point < 0x800) {
    add(0xC0 | (code_point >> 6U));
    add(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    add(0xE0 | (code_point >> 12U));
    add(0x80 | ((code_point >> 6U) & 0x3F));
    add(0x80 | (code_point & 0x3F));
  } else {
    add(0xF0 | (code_point >> 18U));
    add(0x80 | ((code_point >> 12U) & 0x3F));
    add(0x80 | ((code_point >> 6U) & 0x3F));
    add(0x80 | (code_point & 0x3F));
  }
}

}  // namespace pop3kit::text
