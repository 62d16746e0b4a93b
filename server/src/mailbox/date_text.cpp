#include "mailbox/date_text.hpp"

#include <chrono>
#include <string_view>

namespace pop3kit::serving {
namespace {

void append_two(std::string& out, unsigned value) {
  out.push_back(static_cast<char>('0' + value / 10 % 10));
  out.push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

void append_date(std::string& out, std::int64_t seconds) {
  constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::chrono::sys_seconds at{std::chrono::seconds{seconds}};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  out.append(weekdays.substr(std::chrono::weekday{day}.c_encoding() * 3U, 3)).append(", ");
  append_two(out, static_cast<unsigned>(date.day()));
  out.append(" ").append(months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3)).append(" ");
  append_two(out, year / 100);
  append_two(out, year % 100);
  out.push_back(' ');
  append_two(out, static_cast<unsigned>(time.hours().count()));
  out.push_back(':');
  append_two(out, static_cast<unsigned>(time.minutes().count()));
  out.push_back(':');
  append_two(out, static_cast<unsigned>(time.seconds().count()));
  out.append(" +0000");
}

}  // namespace pop3kit::serving
