#include "message/date_time.hpp"

#include <array>
#include <cstdio>
#include <memory>

#include "message/gmime_library.hpp"
#include "message/text.hpp"

namespace pop3kit::engine {
namespace {

std::string without_comments(std::string_view value) {
  std::string kept;
  std::size_t depth = 0;
  for (const char octet : value) {
    if (octet == '(') {
      if (depth++ == 0) kept += ' ';
    } else if (octet == ')' && depth > 0) {
      --depth;
    } else if (depth == 0) {
      kept += octet;
    }
  }
  return kept;
}

bool is_digit(char octet) noexcept {
  return octet >= '0' && octet <= '9';
}

/// GMime takes "+01:00" for no zone at all and gives UTC, another instant; and it knows no leap seconds.
std::string as_gmime_reads_it(std::string_view value) {
  std::string date = without_comments(value);
  const std::size_t sign = date.find_last_of("+-");
  const bool zone_with_colon = sign != std::string::npos && sign > 0 && is_white_space(date[sign - 1]) &&
                               date.size() >= sign + 6 && date[sign + 3] == ':';
  if (zone_with_colon) date.erase(sign + 3, 1);
  const std::size_t leap = date.find(":60");
  const bool leap_second = leap != std::string::npos && date.rfind(':', leap - 1) != std::string::npos && leap > 0 &&
                           (leap + 3 == date.size() || !is_digit(date[leap + 3]));
  if (leap_second) date.replace(leap, 3, ":59");
  return date;
}

struct date_release {
  void operator()(GDateTime* date) const noexcept { g_date_time_unref(date); }
};

}  // namespace

std::optional<std::string> to_rfc3339(std::string_view value) {
  constexpr std::size_t longest = 256;
  if (value.size() > longest) return std::nullopt;
  use_gmime();
  const std::unique_ptr<GDateTime, date_release> date(
      g_mime_utils_header_decode_date(as_gmime_reads_it(value).c_str()));
  if (!date) return std::nullopt;
  const auto offset = static_cast<int>(g_date_time_get_utc_offset(date.get()) / G_TIME_SPAN_MINUTE);
  const int distance = offset < 0 ? -offset : offset;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", g_date_time_get_year(date.get()),
                g_date_time_get_month(date.get()), g_date_time_get_day_of_month(date.get()),
                g_date_time_get_hour(date.get()), g_date_time_get_minute(date.get()),
                g_date_time_get_second(date.get()), offset < 0 ? '-' : '+', distance / 60, distance % 60);
  return text.data();
}

}  // namespace pop3kit::engine
