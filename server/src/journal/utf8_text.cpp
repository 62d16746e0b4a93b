#include "journal/utf8_text.hpp"

namespace pop3kit::serving {

std::size_t utf8_sequence(std::string_view text) noexcept {
  const auto octet = [text](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  const auto continues = [&octet](std::size_t at) { return (octet(at) & 0xC0U) == 0x80U; };
  const unsigned lead = octet(0);
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead <= 0xDFU) return continues(1) ? 2 : 0;
  const bool overlong = (lead == 0xE0U && octet(1) < 0xA0U) || (lead == 0xF0U && octet(1) < 0x90U);
  const bool outside = (lead == 0xEDU && octet(1) > 0x9FU) || (lead == 0xF4U && octet(1) > 0x8FU);
  if (lead < 0xE0U || lead > 0xF4U || overlong || outside) return 0;
  const std::size_t length = lead < 0xF0U ? 3 : 4;
  for (std::size_t at = 1; at < length; ++at) {
    if (!continues(at)) return 0;
  }
  return length;
}

std::string valid_utf8(std::string_view text) {
  constexpr std::string_view replacement = "\xef\xbf\xbd";
  std::string out;
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    out.append(length == 0 ? replacement : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

}  // namespace pop3kit::serving
