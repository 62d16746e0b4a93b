#include "charset/shifted.hpp"

#include <array>
#include <cstdint>

#include "charset/octet_tables.hpp"

namespace pop3kit::engine {
namespace {

constexpr char escape = '\x1b';
constexpr char shift_out = '\x0e';
constexpr char shift_in = '\x0f';

constexpr bool is_graphic(char octet) noexcept {
  return octet > ' ' && octet < '\x7f';
}

constexpr std::uint8_t with_high_bit(char octet) noexcept {
  return static_cast<std::uint8_t>(static_cast<std::uint8_t>(octet) | 0x80U);
}

enum class character_set : std::uint8_t {
  ascii,
  roman,  ///< JIS X 0201: ASCII with a yen sign and an overline
  katakana,
  jis_x_0208,
  jis_x_0212,
  gb_2312,
  ks_x_1001,
};

constexpr bool has_pairs(character_set set) noexcept {
  return set >= character_set::jis_x_0208;
}

char32_t look_up(character_set set, char lead, char trail) {
  switch (set) {
    case character_set::jis_x_0208:
      return jis_x_0208(static_cast<std::uint8_t>(lead), static_cast<std::uint8_t>(trail));
    case character_set::jis_x_0212:
      return jis_x_0212_table().at(with_high_bit(lead), with_high_bit(trail));
    case character_set::gb_2312:
      return gb18030_table().at(with_high_bit(lead), with_high_bit(trail));
    case character_set::ks_x_1001:
      return cp949_table().at(with_high_bit(lead), with_high_bit(trail));
    default:
      return 0;
  }
}

/// Decodes the first pair, and returns how many octets it took. `octets` begins with a graphic octet.
std::size_t take_pair(character_set set, std::string_view octets, code_point_sink& out) {
  const bool complete = octets.size() > 1 && is_graphic(octets[1]);
  const char32_t found = complete ? look_up(set, octets[0], octets[1]) : 0;
  if (found == 0) {
    out.fail();
  } else {
    out.put(found);
  }
  return complete ? 2 : 1;
}

struct designation {
  std::string_view sequence;  ///< after ESC
  character_set set;
};

/// Decodes ISO-2022-JP and the charsets made from it.
class japanese_decoder {
 public:
  explicit japanese_decoder(code_point_sink& out) noexcept : out_(&out) {}

  void run(std::string_view octets) {
    while (!octets.empty()) octets.remove_prefix(take(octets));
  }

 private:
  std::size_t take(std::string_view octets);
  std::size_t take_escape(std::string_view octets);
  void take_single(char octet);

  code_point_sink* out_;
  character_set designated_ = character_set::ascii;
  bool shifted_ = false;  ///< between SO and SI: half-width katakana
};

std::size_t japanese_decoder::take(std::string_view octets) {
  const char first = octets.front();
  if (first == escape) return take_escape(octets);
  if (first == shift_out || first == shift_in) {
    shifted_ = first == shift_out;
    return 1;
  }
  if (first == '\n') shifted_ = false;
  if (has_pairs(designated_) && !shifted_ && is_graphic(first)) return take_pair(designated_, octets, *out_);
  take_single(first);
  return 1;
}

std::size_t japanese_decoder::take_escape(std::string_view octets) {
  constexpr std::array<designation, 12> designations{{{"(B", character_set::ascii},
                                                      {"(J", character_set::roman},
                                                      {"(H", character_set::roman},  // a mistake of old mailers
                                                      {"(I", character_set::katakana},
                                                      {"$@", character_set::jis_x_0208},
                                                      {"$B", character_set::jis_x_0208},
                                                      {"&@\x1b$B", character_set::jis_x_0208},
                                                      {"$(@", character_set::jis_x_0208},
                                                      {"$(B", character_set::jis_x_0208},
                                                      {"$(D", character_set::jis_x_0212},
                                                      {"$A", character_set::gb_2312},
                                                      {"$(C", character_set::ks_x_1001}}};
  const std::string_view after = octets.substr(1);
  bool cut_short = false;
  for (const designation& known : designations) {
    if (after.starts_with(known.sequence)) {
      designated_ = known.set;
      return 1 + known.sequence.size();
    }
    cut_short = cut_short || known.sequence.starts_with(after);
  }
  out_->fail();
  return cut_short ? octets.size() : 1;
}

void japanese_decoder::take_single(char octet) {
  const auto value = static_cast<std::uint8_t>(octet);
  const bool katakana = shifted_ || designated_ == character_set::katakana;
  if (value >= 0xA1 && value <= 0xDF) {
    out_->put(0xFF61U + value - 0xA1U);
  } else if (katakana && value >= 0x21 && value <= 0x5F) {
    out_->put(0xFF61U + value - 0x21U);
  } else if (value >= 0x80 || (katakana && is_graphic(octet))) {
    out_->fail();
  } else if (designated_ == character_set::roman && (octet == '\\' || octet == '~')) {
    out_->put(octet == '~' ? 0x203E : 0xA5);
  } else {
    out_->put(value);
  }
}

/// Decodes one octet of text in ASCII, or one pair.
std::size_t take_character(bool pairs, character_set set, std::string_view octets, code_point_sink& out) {
  const char first = octets.front();
  if (pairs && is_graphic(first)) return take_pair(set, octets, out);
  if (static_cast<std::uint8_t>(first) < 0x80) {
    out.append_ascii(octets.substr(0, 1));
  } else {
    out.fail();
  }
  return 1;
}

}  // namespace

void decode_iso_2022_jp(std::string_view octets, code_point_sink& out) {
  japanese_decoder(out).run(octets);
}

void decode_iso_2022_kr(std::string_view octets, code_point_sink& out) {
  constexpr std::string_view header = "\x1b$)C";
  bool shifted = false;
  while (!octets.empty()) {
    const char first = octets.front();
    if (first == shift_out || first == shift_in) {
      shifted = first == shift_out;
      octets.remove_prefix(1);
    } else if (first == escape) {
      const bool known = octets.starts_with(header);
      const bool cut_short = !known && header.starts_with(octets);
      if (!known) out.fail();
      octets.remove_prefix(known ? header.size() : cut_short ? octets.size() : 1);
    } else {
      if (first == '\n') shifted = false;
      octets.remove_prefix(take_character(shifted, character_set::ks_x_1001, octets, out));
    }
  }
}

void decode_hz(std::string_view octets, code_point_sink& out) {
  bool pairs = false;
  while (!octets.empty()) {
    if (octets.starts_with(pairs ? "~}" : "~{")) {
      pairs = !pairs;
      octets.remove_prefix(2);
    } else if (!pairs && octets.starts_with('~')) {
      const bool tilde = octets.starts_with("~~");
      const bool joined_line = octets.starts_with("~\n");
      const bool joined_crlf = octets.starts_with("~\r\n");
      if (tilde) {
        out.append_ascii("~");
      } else if (!joined_line && !joined_crlf) {
        out.fail();
      }
      octets.remove_prefix(joined_crlf ? 3 : tilde || joined_line ? 2 : 1);
    } else {
      if (octets.front() == '\n') pairs = false;
      octets.remove_prefix(take_character(pairs, character_set::gb_2312, octets, out));
    }
  }
}

}  // namespace pop3kit::engine
