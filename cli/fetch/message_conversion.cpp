#include "fetch/message_conversion.hpp"

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

struct moment {
  std::chrono::sys_seconds time;
  bool leap_second = false;  ///< `time` is the second before it
};

/// Converts the text of mail_message::date(). Returns the epoch if the message has no date that can be read.
moment to_utc(const std::string& rfc3339) {
  using namespace std::chrono;
  int year = 0, month_number = 0, day_number = 0, hour = 0, minute = 0, second = 0, off_hour = 0, off_minute = 0;
  const int fields = std::sscanf(rfc3339.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month_number, &day_number, &hour,
                                 &minute, &second);
  const std::size_t offset_at = rfc3339.find_last_of("+-");
  if (fields != 6 || offset_at == std::string::npos) return {};
  if (std::sscanf(rfc3339.c_str() + offset_at + 1, "%2d:%2d", &off_hour, &off_minute) != 2) return {};
  const year_month_day date{std::chrono::year{year}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  const minutes offset = (hours{off_hour} + minutes{off_minute}) * (rfc3339[offset_at] == '-' ? -1 : 1);
  const bool leap = second == 60;
  return {sys_days{date} + hours{hour} + minutes{minute} + seconds{leap ? 59 : second} - offset, leap};
}

std::string sender_of(const mail_message& message) {
  const auto addresses = message.from();
  std::string address = addresses.empty() ? std::string{} : addresses.front().address;
  const auto is_unfit = [](char each) { return each <= ' ' || each == '\x7F'; };
  if (address.empty() || std::ranges::any_of(address, is_unfit)) return "MAILER-DAEMON";
  return address;
}

}  // namespace

std::string mbox_from_line(std::string_view header) {
  using namespace std::chrono;
  const mail_message message{std::string{header}};
  const moment when = to_utc(message.date().value_or(std::string{}));
  const auto midnight = floor<days>(when.time);
  const year_month_day date{midnight};
  const hh_mm_ss time{when.time - midnight};
  return fmt::format("From {} {} {} {:2} {:02}:{:02}:{:02} {:04}\n", sender_of(message),
                     day_names.at(weekday{midnight}.c_encoding()), month_names.at(unsigned{date.month()} - 1),
                     unsigned{date.day()}, time.hours().count(), time.minutes().count(),
                     time.seconds().count() + (when.leap_second ? 1 : 0), int{date.year()});
}

}  // namespace pop3kit::command
