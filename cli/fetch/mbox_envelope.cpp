#include "fetch/mbox_envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <pop3kit/mail_message.hpp>

namespace pop3kit::command {
namespace {

constexpr std::array<const char*, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// RFC 3339 with its offset to seconds of UTC; the epoch where it cannot be read.
std::chrono::sys_seconds instant(const std::string& rfc3339) {
  using namespace std::chrono;
  int year = 0, month_number = 0, day_number = 0, hour = 0, minute = 0, second = 0, off_hour = 0, off_minute = 0;
  char sign = '+';
  const int fields = std::sscanf(rfc3339.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%c%2d:%2d", &year, &month_number, &day_number,
                                 &hour, &minute, &second, &sign, &off_hour, &off_minute);
  const year_month_day date{std::chrono::year{year}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  if (fields < 6 || !date.ok()) return {};
  const minutes offset = (hours{off_hour} + minutes{off_minute}) * (sign == '-' ? -1 : 1);
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} - offset;
}

std::string sender(const mail_message& message) {
  const auto addresses = message.from();
  std::string address = addresses.empty() ? std::string{} : addresses.front().address;
  const auto is_unfit = [](char each) { return each <= ' ' || each == '\x7F'; };
  if (address.empty() || std::ranges::any_of(address, is_unfit)) return "MAILER-DAEMON";
  return address;
}

}  // namespace

std::string mbox_envelope(std::string_view header) {
  using namespace std::chrono;
  const mail_message message{std::string{header}};
  const sys_seconds when = instant(message.date().value_or(std::string{}));
  const auto midnight = floor<days>(when);
  const year_month_day date{midnight};
  const hh_mm_ss time{when - midnight};
  return fmt::format("From {} {} {} {:2} {:02}:{:02}:{:02} {:04}\n", sender(message),
                     day_names.at(weekday{midnight}.c_encoding()), month_names.at(unsigned{date.month()} - 1),
                     unsigned{date.day()}, time.hours().count(), time.minutes().count(), time.seconds().count(),
                     int{date.year()});
}

}  // namespace pop3kit::command
