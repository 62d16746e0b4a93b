#include "store/mbox_record.hpp"

#include <array>
#include <charconv>

#include "store/stored_file.hpp"

namespace pop3kit::archiving {
namespace {

constexpr std::array<const char*, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string padded(std::int64_t number, char with) {
  std::string text = std::to_string(number);
  return text.size() < 2 ? with + text : text;
}

/// Takes the octets before `end` from the text, and `end` itself. Returns nothing if `end` does not occur.
std::optional<std::string_view> take_until(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(at + 1);
  return taken;
}

}  // namespace

std::string write_from_line(const mbox_record& record, std::chrono::sys_seconds time) {
  using namespace std::chrono;
  const auto midnight = floor<days>(time);
  const year_month_day date{midnight};
  const hh_mm_ss clock{time - midnight};
  std::string line(own_from_line);
  line += record.name + "-" + std::to_string(record.length) + "-" + record.digest + " ";
  line += day_names.at(weekday{midnight}.c_encoding()) + std::string(" ") + month_names.at(unsigned{date.month()} - 1);
  line += " " + padded(unsigned{date.day()}, ' ') + " " + padded(clock.hours().count(), '0') + ":";
  line += padded(clock.minutes().count(), '0') + ":" + padded(clock.seconds().count(), '0') + " ";
  return line + std::to_string(int{date.year()}) + "\n";
}

std::optional<mbox_record> read_from_line(std::string_view line) {
  if (!line.starts_with(own_from_line) || line.find('\0') != std::string_view::npos) return std::nullopt;
  line.remove_prefix(own_from_line.size());
  const auto name = take_until(line, '-');
  const auto length = take_until(line, '-');
  const auto digest = take_until(line, ' ');
  if (!name || !length || !digest) return std::nullopt;
  mbox_record record;
  const auto [end, failed] = std::from_chars(length->data(), length->data() + length->size(), record.length);
  const bool is_number = failed == std::errc() && end == length->data() + length->size();
  if (!is_number || !is_delivery_name(*name) || digest->size() != digest_digits) return std::nullopt;
  record.name = *name;
  record.digest = *digest;
  return record;
}

}  // namespace pop3kit::archiving
