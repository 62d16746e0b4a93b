#include "message/date_zone.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

struct named_zone {
  std::string_view name;
  int hours;
};

constexpr std::array<named_zone, 11> named_zones{{{"UT", 0},
                                                  {"GMT", 0},
                                                  {"UTC", 0},
                                                  {"EST", -5},
                                                  {"EDT", -4},
                                                  {"CST", -6},
                                                  {"CDT", -5},
                                                  {"MST", -7},
                                                  {"MDT", -6},
                                                  {"PST", -8},
                                                  {"PDT", -7}}};

const named_zone* find_zone(std::string_view name) noexcept {
  const auto* const found = std::ranges::find_if(
      named_zones, [&](const named_zone& zone) { return text::equal_ignoring_case(zone.name, name); });
  return found == named_zones.end() ? nullptr : found;
}

/// Returns true if the name may be a zone without a known offset. A single letter is a military zone, whose sign was
/// wrong in RFC 822; J means local time and is not a zone. Names of 2 to 5 letters may be zones that RFC 5322 does not
/// define.
bool may_be_zone(std::string_view name) noexcept {
  const bool ascii = std::ranges::all_of(name, [](char octet) { return static_cast<unsigned char>(octet) < 0x80; });
  return ascii && name.size() <= 5 && !text::equal_ignoring_case(name, "J");
}

int value_of(std::string_view digits) noexcept {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Reads the offset after a sign: "0100", "100", "01:00", "1:00" or "01". After the name of UTC also "1".
std::optional<int> take_distance(date_tokens& tokens, bool after_name) {
  const date_token hours = tokens.next();
  if (hours.kind != date_token_kind::number || hours.spaced || hours.text.size() > 4) return std::nullopt;
  int minutes = 0;
  const std::size_t digits = hours.text.size();
  if (digits > 2) {
    minutes = value_of(hours.text.substr(0, digits - 2)) * 60;
    if (value_of(hours.text.substr(digits - 2)) > 59) return std::nullopt;
    minutes += value_of(hours.text.substr(digits - 2));
  } else {
    minutes = value_of(hours.text) * 60;
    if (tokens.take_mark(':')) {
      const date_token rest = tokens.next();
      const bool valid = rest.kind == date_token_kind::number && rest.text.size() == 2 && value_of(rest.text) < 60;
      if (!valid) return std::nullopt;
      minutes += value_of(rest.text);
    } else if (digits == 1 && !after_name) {
      return std::nullopt;
    }
  }
  if (minutes >= 24 * 60) return std::nullopt;  // RFC 3339 has no such offset
  return minutes;
}

std::optional<date_zone> take_signed(date_tokens& tokens, bool after_name) {
  const bool west = tokens.next().text == "-";
  const auto distance = take_distance(tokens, after_name);
  if (!distance) return std::nullopt;
  if (west && *distance == 0) return date_zone{};  // "-0000": RFC 5322 section 3.3
  return date_zone{west ? -*distance : *distance, true};
}

/// Reads the name after an offset, as in "+0100 CET". Returns false if the name means another offset.
bool take_name_after_offset(date_tokens& tokens, const date_zone& zone) {
  if (!tokens.has(date_token_kind::word)) return true;
  const std::string_view name = tokens.next().text;
  const named_zone* const known = find_zone(name);
  if (known == nullptr) return may_be_zone(name);
  return known->hours * 60 == zone.minutes;
}

}  // namespace

std::optional<date_zone> take_zone(date_tokens& tokens) {
  if (tokens.has_mark('+') || tokens.has_mark('-')) {
    const auto zone = take_signed(tokens, false);
    return zone && take_name_after_offset(tokens, *zone) ? zone : std::nullopt;
  }
  if (!tokens.has(date_token_kind::word)) return std::nullopt;
  const std::string_view name = tokens.next().text;
  const named_zone* const known = find_zone(name);
  if (known == nullptr) {
    if (!may_be_zone(name)) return std::nullopt;
    return date_zone{};
  }
  const bool offset_follows = tokens.has_mark('+') || tokens.has_mark('-');
  if (!offset_follows) return date_zone{known->hours * 60, true};
  if (known->hours != 0) return std::nullopt;
  return take_signed(tokens, true);  // "GMT+0100"
}

}  // namespace pop3kit::engine
