#include "fetch/message_conversion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <pop3kit/mail_message.hpp>
#include <utility>

namespace pop3kit::command {
namespace {

constexpr std::string_view from_word = "From ";

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

std::string line_feeds::convert(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() + 1);
  for (const char octet : octets) {
    if (held_return_ && octet != '\n') out += '\r';
    held_return_ = octet == '\r';
    if (!held_return_) out += octet;
  }
  return out;
}

std::string line_feeds::finish() {
  return std::exchange(held_return_, false) ? "\r" : "";
}

void from_quoting::take(char octet, std::string& out) {
  line_open_ = octet != '\n';
  if (position_ != position::within && octet == from_word[matched_]) {
    position_ = position::from;
    if (++matched_ < from_word.size()) return;
    // The quotes that the line has were passed on already. All are equal, so the new one may come last.
    out.append(">").append(from_word);
    matched_ = 0;
    position_ = position::within;
    return;
  }
  out.append(from_word.substr(0, matched_));
  const bool still_quotes = position_ == position::quotes && octet == '>';
  matched_ = 0;
  out += octet;
  if (octet == '\n') {
    position_ = position::quotes;
  } else if (!still_quotes) {
    position_ = position::within;
  }
}

std::string from_quoting::convert(std::string_view octets) {
  std::string out;
  out.reserve(octets.size() + from_word.size() + 1);
  for (const char octet : octets) take(octet, out);
  return out;
}

std::string from_quoting::finish() {
  std::string out{from_word.substr(0, matched_)};
  if (line_open_) out += '\n';
  line_open_ = false;
  matched_ = 0;
  position_ = position::quotes;
  return out;
}

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
