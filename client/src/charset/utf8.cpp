#include "charset/utf8.hpp"

#include <cstdint>
#include <cstring>

#include "charset/code_point_sink.hpp"

namespace pop3kit::engine {
namespace {

struct utf8_step {
  std::size_t length;
  bool valid;
};

struct utf8_lead {
  std::size_t continuations = 0;
  std::uint8_t lowest = 0x80;  ///< of the second octet: overlong forms and surrogates end here
  std::uint8_t highest = 0xBF;
};

utf8_lead classify(std::uint8_t lead) noexcept {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  return {};
}

/// `octets` is not empty.
utf8_step next_character(std::string_view octets) noexcept {
  const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(octets[index]); };
  if (at(0) < 0x80) return {1, true};
  const utf8_lead lead = classify(at(0));
  std::size_t length = 1;
  while (length <= lead.continuations && length < octets.size()) {
    const bool second = length == 1;
    if (at(length) < (second ? lead.lowest : 0x80) || at(length) > (second ? lead.highest : 0xBF)) break;
    ++length;
  }
  return {length, lead.continuations > 0 && length == lead.continuations + 1};
}

}  // namespace

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
    const auto [length, valid] = next_character(octets);
    if (!valid) return false;
    octets.remove_prefix(length);
  }
  return true;
}

void append_repaired(std::string& out, std::string_view octets) {
  while (!octets.empty()) {
    const std::size_t ascii = ascii_prefix(octets);
    out.append(octets.substr(0, ascii));
    octets.remove_prefix(ascii);
    if (octets.empty()) return;
    const auto [length, valid] = next_character(octets);
    out.append(valid ? octets.substr(0, length) : replacement_character);
    octets.remove_prefix(length);
  }
}

}  // namespace pop3kit::engine
