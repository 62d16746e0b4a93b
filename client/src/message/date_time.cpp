#include "message/date_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "message/date_tokens.hpp"
#include "message/date_zone.hpp"
#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

struct date_parts {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string_view fraction;  ///< digits after the second; empty if all of them are zero
  date_zone zone;
};

/// Returns the number of a month from its English name, in full or its first three letters. Returns 0 for other words.
int month_of(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                    "may",       "june",     "july",     "august",
                                                    "september", "october",  "november", "december"};
  if (text::equal_ignoring_case(name, "sept")) return 9;
  for (std::size_t index = 0; index < months.size(); ++index) {
    const std::string_view month = months.at(index);
    const bool matches = text::equal_ignoring_case(name, month) || text::equal_ignoring_case(name, month.substr(0, 3));
    if (matches) return static_cast<int>(index) + 1;
  }
  return 0;
}

/// Reads the tokens of a date. Every function returns false if the tokens are not what it expects.
class date_reader {
 public:
  explicit date_reader(date_tokens& tokens) noexcept : tokens_(&tokens) {}
  bool read();
  [[nodiscard]] const date_parts& parts() const noexcept { return parts_; }

 private:
  void skip_day_of_week();
  bool take_number(int& value, std::size_t least_digits, std::size_t most_digits);
  bool take_month();
  bool take_year();
  bool take_day_first();
  bool take_month_first();
  bool take_iso_date();
  bool take_time();
  bool take_fraction();
  bool take_half_of_day();
  bool take_time_and_zone(bool z_is_utc = false);

  date_tokens* tokens_;
  date_parts parts_;
};

void date_reader::skip_day_of_week() {
  if (!tokens_->has(date_token_kind::word) || month_of(tokens_->peek().text) != 0) return;
  tokens_->next();
  tokens_->take_mark('.');
  tokens_->take_mark(',');
}

bool date_reader::take_number(int& value, std::size_t least_digits, std::size_t most_digits) {
  if (!tokens_->has(date_token_kind::number)) return false;
  const std::string_view digits = tokens_->next().text;
  if (digits.size() < least_digits || digits.size() > most_digits) return false;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return true;
}

bool date_reader::take_month() {
  if (!tokens_->has(date_token_kind::word)) return false;
  parts_.month = month_of(tokens_->next().text);
  tokens_->take_mark('.');
  return parts_.month != 0;
}

/// Reads a year. Two digits below 50 count from 2000, other two digits and three digits from 1900 (RFC 5322
/// section 4.3).
bool date_reader::take_year() {
  const std::size_t digits = tokens_->peek().text.size();
  if (!take_number(parts_.year, 2, 4)) return false;
  if (digits < 4) parts_.year += digits == 2 && parts_.year < 50 ? 2000 : 1900;
  return parts_.year >= 1900;
}

/// Reads "22 Nov 2026" or "22-Nov-2026".
bool date_reader::take_day_first() {
  if (!take_number(parts_.day, 1, 2)) return false;
  const bool dashes = tokens_->take_mark('-');
  if (!take_month() || tokens_->take_mark('-') != dashes || !take_year()) return false;
  tokens_->take_mark(',');
  return take_time_and_zone();
}

/// Reads "Nov 22, 2026 10:00 +0100", or "Nov 22 10:00:00 GMT 2026", which the program `date` writes.
bool date_reader::take_month_first() {
  if (!take_month() || !take_number(parts_.day, 1, 2)) return false;
  const bool comma = tokens_->take_mark(',');
  const date_token& after = tokens_->peek(1);
  const bool time_follows = after.kind == date_token_kind::mark && (after.text == ":" || after.text == ".");
  if (time_follows && !comma) return take_time_and_zone() && take_year();
  if (!take_year()) return false;
  tokens_->take_mark(',');
  return take_time_and_zone();
}

/// Reads "2026-11-22T10:00:00+01:00". A space may replace the T.
bool date_reader::take_iso_date() {
  const bool read = take_number(parts_.year, 4, 4) && tokens_->take_mark('-') && take_number(parts_.month, 2, 2) &&
                    tokens_->take_mark('-') && take_number(parts_.day, 2, 2);
  if (!read) return false;
  if (tokens_->has(date_token_kind::word) && !text::equal_ignoring_case(tokens_->next().text, "T")) return false;
  return take_time_and_zone(true);
}

bool date_reader::take_time() {
  if (!take_number(parts_.hour, 1, 2)) return false;
  const char separator = tokens_->has_mark('.') ? '.' : ':';
  if (!tokens_->take_mark(separator) || !take_number(parts_.minute, 1, 2)) return false;
  if (!tokens_->take_mark(separator)) return take_half_of_day();
  return take_number(parts_.second, 1, 2) && take_fraction() && take_half_of_day();
}

bool date_reader::take_fraction() {
  if (!tokens_->take_mark('.')) return true;
  if (!tokens_->has(date_token_kind::number) || tokens_->peek().spaced) return false;
  parts_.fraction = tokens_->next().text;
  if (parts_.fraction.find_first_not_of('0') == std::string_view::npos) parts_.fraction = {};
  return parts_.fraction.size() <= 9;
}

bool date_reader::take_half_of_day() {
  if (!tokens_->has(date_token_kind::word)) return true;
  const bool morning = text::equal_ignoring_case(tokens_->peek().text, "AM");
  const bool afternoon = text::equal_ignoring_case(tokens_->peek().text, "PM");
  if (!morning && !afternoon) return true;
  tokens_->next();
  if (parts_.hour < 1 || parts_.hour > 12) return false;
  parts_.hour = parts_.hour % 12 + (afternoon ? 12 : 0);
  return true;
}

/// Reads the time and the zone. "Z" is UTC in ISO 8601, but a military zone in RFC 5322.
bool date_reader::take_time_and_zone(bool z_is_utc) {
  if (!take_time()) return false;
  if (z_is_utc && tokens_->has(date_token_kind::word) && text::equal_ignoring_case(tokens_->peek().text, "Z")) {
    tokens_->next();
    parts_.zone = date_zone{0, true};
    return true;
  }
  const auto zone = take_zone(*tokens_);
  if (!zone) return false;
  parts_.zone = *zone;
  return true;
}

bool date_reader::read() {
  skip_day_of_week();
  bool read = false;
  if (tokens_->has(date_token_kind::word)) {
    read = take_month_first();
  } else if (tokens_->peek().text.size() == 4) {
    read = take_iso_date();
  } else {
    read = take_day_first();
  }
  return read && tokens_->at_end();
}

bool is_end_of_june_or_december(const date_parts& parts, std::chrono::year_month_day written) {
  using namespace std::chrono;
  const auto minute = sys_days{written} + hours{parts.hour} + minutes{parts.minute} - minutes{parts.zone.minutes};
  const auto midnight = floor<days>(minute);
  const year_month_day date{midnight};
  const bool last_day =
      (date.month() == June && date.day() == day{30}) || (date.month() == December && date.day() == day{31});
  return last_day && minute - midnight == hours{23} + minutes{59};
}

bool exists(const date_parts& parts) {
  using namespace std::chrono;
  const year_month_day date{year{parts.year}, month{static_cast<unsigned>(parts.month)},
                            day{static_cast<unsigned>(parts.day)}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) return false;
  return parts.second < 60 || is_end_of_june_or_december(parts, date);
}

std::string to_rfc3339(const date_parts& parts) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", parts.year, parts.month, parts.day,
                parts.hour, parts.minute, parts.second);
  std::string written = text.data();
  if (!parts.fraction.empty()) written.append(".").append(parts.fraction);
  const bool east = parts.zone.known && parts.zone.minutes >= 0;
  const int distance = parts.zone.minutes < 0 ? -parts.zone.minutes : parts.zone.minutes;
  std::snprintf(text.data(), text.size(), "%c%02d:%02d", east ? '+' : '-', distance / 60, distance % 60);
  return written.append(text.data());
}

mail_date to_mail_date(const date_parts& parts) {
  using namespace std::chrono;
  const sys_days day = year_month_day{year{parts.year}, month{static_cast<unsigned>(parts.month)},
                                      std::chrono::day{static_cast<unsigned>(parts.day)}};
  const minutes offset{parts.zone.minutes};
  mail_date date;
  date.time = day + hours{parts.hour} + minutes{parts.minute} + seconds{parts.second} - offset;
  if (parts.zone.known) date.utc_offset = offset;
  return date;
}

}  // namespace

std::optional<date_value> read_date(std::string_view value) {
  date_tokens tokens(value);
  if (tokens.too_long()) return std::nullopt;
  date_reader reader(tokens);
  if (!reader.read() || !exists(reader.parts())) return std::nullopt;
  return date_value{to_rfc3339(reader.parts()), to_mail_date(reader.parts())};
}

}  // namespace pop3kit::engine
