#include "charset/octet_tables.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "charset/absent_from_icu.hpp"
#include "charset/icu_converter.hpp"

namespace pop3kit::engine {
namespace {

constexpr unsigned first_lead = 0x81;
constexpr unsigned first_trail = 0x40;
constexpr unsigned trails = 0x100 - first_trail;
constexpr unsigned leads = 0x100 - first_lead;

constexpr bool is_private_use(char32_t code_point) noexcept {
  return (code_point >= 0xE000 && code_point <= 0xF8FF) || code_point >= 0xF0000;
}

/// Characters of the Hong Kong set of 2004 that ICU still maps to the Private Use Area.
constexpr std::pair<std::uint16_t, char32_t> hong_kong_2004[] = {
    {0x8840, 0x31C0}, {0x8841, 0x31C1}, {0x8842, 0x31C2}, {0x8843, 0x31C3}, {0x8844, 0x31C4}, {0x8846, 0x31C5},
    {0x8849, 0x31C6}, {0x884A, 0x31C7}, {0x884D, 0x31C8}, {0x884F, 0x31C9}, {0x8850, 0x31CA}, {0x8851, 0x31CB},
    {0x8852, 0x31CC}, {0x8854, 0x31CD}, {0x8855, 0x31CE}, {0x88A9, 0x23DA}, {0x88AA, 0x23DB}, {0x8C43, 0x9FA6},
    {0x8C6D, 0x9FA7}, {0x8C74, 0x9FA8}, {0x8CB7, 0x9FA9}, {0x8CB9, 0x9FAA}, {0x8CBB, 0x9FAB}, {0x8CC0, 0x9FAC},
    {0x8CD7, 0x9FAD}, {0x8CD8, 0x9FAE}, {0x8CDA, 0x9FAF}, {0x8CED, 0x9FB2}, {0x8D48, 0x9FB3}, {0xC879, 0x31CF},
    {0xC8A1, 0x9FB0}, {0xC8A3, 0x9FB1}};

two_octet_table make_big5_table() {
  two_octet_table table("ibm-1375_P100-2008", two_octet_table::private_use::drop);
  for (const auto& [pair, code_point] : hong_kong_2004) table.assign(pair, code_point);
  return table;
}

}  // namespace

single_octet_table::single_octet_table(std::string_view name) {
  for (char32_t octet = 0; octet < 0xA0; ++octet) characters_.at(octet) = octet;
  if (name == "ISO-8859-16") {
    std::ranges::copy(iso_8859_16, characters_.begin() + 0xA0);
    return;
  }
  if (name == "VISCII") {
    std::ranges::copy(viscii, characters_.begin() + 0x80);
    for (const viscii_control& letter : viscii_controls) characters_.at(letter.octet) = letter.code_point;
    return;
  }
  icu_converter convert(std::string(name).c_str());
  for (unsigned value = 0; value <= 0xFF; ++value) {
    const char octet = static_cast<char>(value);
    characters_.at(value) = convert.known() ? convert.character(std::string_view(&octet, 1)) : 0;
  }
}

void single_octet_table::drop_control_characters() noexcept {
  for (std::size_t octet = 0x80; octet < characters_.size(); ++octet) {
    char32_t& character = characters_.at(octet);
    if (character < 0xA0 || is_private_use(character)) character = 0;
  }
}

bool single_octet_table::extends_ascii() const noexcept {
  for (char32_t octet = 0; octet < 0x80; ++octet) {
    if (characters_.at(octet) != octet) return false;
  }
  return true;
}

two_octet_table::two_octet_table(const char* icu_name, private_use mode, std::uint8_t prefix)
    : pairs_(std::size_t{leads} * trails) {
  icu_converter convert(icu_name);
  if (!convert.known()) return;
  const std::size_t skipped = prefix == 0 ? 1 : 0;
  std::array<char, 3> octets{static_cast<char>(prefix)};
  for (unsigned lead = first_lead; lead <= 0xFF; ++lead) {
    for (unsigned trail = first_trail; trail <= 0xFF; ++trail) {
      octets[1] = static_cast<char>(lead);
      octets[2] = static_cast<char>(trail);
      const char32_t found = convert.character(std::string_view(octets.data() + skipped, octets.size() - skipped));
      const bool dropped = mode == private_use::drop && is_private_use(found);
      if (!dropped) assign(static_cast<std::uint16_t>(lead << 8U | trail), found);
    }
  }
}

void two_octet_table::assign(std::uint16_t pair, char32_t code_point) noexcept {
  const std::size_t lead = pair >> 8U;
  const std::size_t trail = pair & 0xFFU;
  pairs_[(lead - first_lead) * trails + trail - first_trail] = code_point;
}

char32_t two_octet_table::at(std::uint8_t lead, std::uint8_t trail) const noexcept {
  if (lead < first_lead || trail < first_trail) return 0;
  return pairs_[std::size_t{lead - first_lead} * trails + trail - first_trail];
}

const two_octet_table& cp932_table() {
  static const two_octet_table table("ibm-943_P15A-2003", two_octet_table::private_use::keep);
  return table;
}

const two_octet_table& jis_x_0212_table() {
  constexpr std::uint8_t single_shift_three = 0x8F;
  static const two_octet_table table("euc-jp-2007", two_octet_table::private_use::drop, single_shift_three);
  return table;
}

const two_octet_table& cp949_table() {
  static const two_octet_table table("windows-949-2000", two_octet_table::private_use::drop);
  return table;
}

const two_octet_table& gb18030_table() {
  static const two_octet_table table("gb18030", two_octet_table::private_use::keep);
  return table;
}

const two_octet_table& big5_table() {
  static const two_octet_table table = make_big5_table();
  return table;
}

char32_t jis_x_0208(std::uint8_t lead, std::uint8_t trail) {
  if (lead < 0x21 || lead > 0x7E || trail < 0x21 || trail > 0x7E) return 0;
  const unsigned row = lead - 0x21U;  // two rows of JIS share a lead octet of Shift_JIS
  const unsigned shifted_lead = row / 2 + (row < 62 ? 0x81U : 0xC1U);
  const unsigned in_lead = (row % 2 == 0 ? 0U : 94U) + trail - 0x21U;
  const unsigned shifted_trail = in_lead + (in_lead < 63 ? 0x40U : 0x41U);
  return cp932_table().at(static_cast<std::uint8_t>(shifted_lead), static_cast<std::uint8_t>(shifted_trail));
}

}  // namespace pop3kit::engine
