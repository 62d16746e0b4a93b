#include "charset/multi_octet.hpp"

#include <cstdint>
#include <optional>

#include "charset/icu_converter.hpp"
#include "charset/octet_tables.hpp"
#include "text/utf8.hpp"

namespace pop3kit::engine {
namespace {

constexpr bool is_in(std::uint8_t octet, unsigned first, unsigned last) noexcept {
  return octet >= first && octet <= last;
}

std::uint8_t octet_at(std::string_view octets, std::size_t index) noexcept {
  return static_cast<std::uint8_t>(octets[index]);
}

void put(char32_t code_point, code_point_sink& out) {
  if (code_point == 0) {
    out.fail();
  } else {
    out.put(code_point);
  }
}

/// Copies ASCII, and calls `step` with the rest of the text at each other octet. `step` decodes one character and
/// returns its length.
template <class Step>
void decode_each(std::string_view octets, code_point_sink& out, Step step) {
  while (!octets.empty()) {
    const std::size_t ascii = text::ascii_prefix(octets);
    out.append_ascii(octets.substr(0, ascii));
    octets.remove_prefix(ascii);
    if (!octets.empty()) octets.remove_prefix(step(octets));
  }
}

/// Decodes the first octet, together with the second one if `is_trail` accepts it.
template <class IsTrail>
std::size_t take_pair(std::string_view octets, const two_octet_table& table, code_point_sink& out, IsTrail is_trail) {
  if (octets.size() < 2 || !is_trail(octet_at(octets, 1))) {
    out.fail();
    return 1;
  }
  put(table.at(octet_at(octets, 0), octet_at(octets, 1)), out);
  return 2;
}

constexpr char32_t half_width_katakana(std::uint8_t octet) noexcept {
  return 0xFF61U + octet - 0xA1U;
}

bool is_euc_octet(std::uint8_t octet) noexcept {
  return is_in(octet, 0xA1, 0xFE);
}

std::size_t take_katakana_of_euc(std::string_view octets, code_point_sink& out) {
  const bool complete = octets.size() > 1 && is_in(octet_at(octets, 1), 0xA1, 0xDF);
  put(complete ? half_width_katakana(octet_at(octets, 1)) : 0, out);
  return complete ? 2 : 1;
}

/// Decodes a character of three octets, of which the first is 8F.
std::size_t take_jis_x_0212(std::string_view octets, code_point_sink& out) {
  std::size_t length = 1;
  while (length < 3 && length < octets.size() && is_euc_octet(octet_at(octets, length))) ++length;
  put(length == 3 ? jis_x_0212_table().at(octet_at(octets, 1), octet_at(octets, 2)) : 0, out);
  return length;
}

/// Returns how many of the first octets can belong to one character of four octets. Returns 0 if they cannot.
std::size_t four_octet_prefix(std::string_view octets) noexcept {
  std::size_t length = 1;
  while (length < 4 && length < octets.size()) {
    const std::uint8_t octet = octet_at(octets, length);
    const bool fits = length == 2 ? is_in(octet, 0x81, 0xFE) : is_in(octet, '0', '9');
    if (!fits) return 0;
    ++length;
  }
  return length;
}

}  // namespace

void decode_shift_jis(std::string_view octets, code_point_sink& out) {
  const auto is_trail = [](std::uint8_t octet) { return is_in(octet, 0x40, 0x7E) || is_in(octet, 0x80, 0xFC); };
  decode_each(octets, out, [&](std::string_view rest) {
    const std::uint8_t first = octet_at(rest, 0);
    if (is_in(first, 0x81, 0x9F) || is_in(first, 0xE0, 0xFC)) return take_pair(rest, cp932_table(), out, is_trail);
    put(is_in(first, 0xA1, 0xDF) ? half_width_katakana(first) : 0, out);
    return std::size_t{1};
  });
}

void decode_euc_jp(std::string_view octets, code_point_sink& out) {
  decode_each(octets, out, [&](std::string_view rest) {
    const std::uint8_t first = octet_at(rest, 0);
    if (first == 0x8E) return take_katakana_of_euc(rest, out);
    if (first == 0x8F) return take_jis_x_0212(rest, out);
    const bool complete = is_euc_octet(first) && rest.size() > 1 && is_euc_octet(octet_at(rest, 1));
    put(complete ? jis_x_0208(first & 0x7FU, octet_at(rest, 1) & 0x7FU) : 0, out);
    return std::size_t{complete ? 2U : 1U};
  });
}

void decode_euc_kr(std::string_view octets, code_point_sink& out) {
  decode_each(octets, out, [&](std::string_view rest) {
    const std::uint8_t lead = octet_at(rest, 0);
    // Code page 949 has its additions before the rows of KS X 1001, up to row 38.
    const auto is_trail = [&](std::uint8_t octet) {
      const bool added = is_in(octet, 'A', 'Z') || is_in(octet, 'a', 'z') || is_in(octet, 0x81, 0xA0);
      return is_euc_octet(octet) || (added && lead <= 0xC6);
    };
    if (is_in(lead, 0x81, 0xFE)) return take_pair(rest, cp949_table(), out, is_trail);
    out.fail();
    return std::size_t{1};
  });
}

void decode_gb18030(std::string_view octets, code_point_sink& out) {
  std::optional<icu_converter> convert;
  const auto is_trail = [](std::uint8_t octet) { return is_in(octet, 0x40, 0x7E) || is_in(octet, 0x80, 0xFE); };
  decode_each(octets, out, [&](std::string_view rest) {
    const std::uint8_t first = octet_at(rest, 0);
    if (first == 0x80 || first == 0xFF) {
      put(first == 0x80 ? 0x20AC : 0, out);  // the euro sign of Windows code page 936
      return std::size_t{1};
    }
    const bool digit_follows = rest.size() > 1 && is_in(octet_at(rest, 1), '0', '9');
    const std::size_t length = digit_follows ? four_octet_prefix(rest) : 0;
    if (length == 0) return take_pair(rest, gb18030_table(), out, is_trail);
    if (!convert) convert.emplace("gb18030");
    put(length == 4 && convert->known() ? convert->character(rest.substr(0, 4)) : 0, out);
    return length;
  });
}

void decode_big5(std::string_view octets, code_point_sink& out) {
  const auto is_trail = [](std::uint8_t octet) { return is_in(octet, 0x40, 0x7E) || is_euc_octet(octet); };
  const auto put_two = [&](char32_t base, char32_t combining) {
    out.put(base);
    out.put(combining);
    return std::size_t{2};
  };
  decode_each(octets, out, [&](std::string_view rest) {
    if (rest.starts_with("\x88\x62")) return put_two(0xCA, 0x304);
    if (rest.starts_with("\x88\x64")) return put_two(0xCA, 0x30C);
    if (rest.starts_with("\x88\xA3")) return put_two(0xEA, 0x304);
    if (rest.starts_with("\x88\xA5")) return put_two(0xEA, 0x30C);
    if (is_in(octet_at(rest, 0), 0x81, 0xFE)) return take_pair(rest, big5_table(), out, is_trail);
    out.fail();
    return std::size_t{1};
  });
}

}  // namespace pop3kit::engine
