#include "wire/listing.hpp"

#include <charconv>
#include <iterator>
#include <limits>
#include <system_error>
#include <utility>

#include "text/ascii.hpp"

namespace pop3kit::wire {
namespace {

using number_pair = std::pair<std::uint64_t, std::uint64_t>;

/// Takes a field of decimal digits, and blanks before it, from the beginning of `text`. In one pass, because listings
/// are long.
outcome<std::uint64_t> take_number(std::string_view& text) {
  text = text::trim_left(text);
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.begin(), text.end(), number);
  if (parsed.ec == std::errc::invalid_argument) return errc::malformed_response;
  if (parsed.ptr != text.end() && !text::is_blank(*parsed.ptr)) return errc::malformed_response;
  if (parsed.ec == std::errc::result_out_of_range) return errc::size_out_of_range;
  text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.begin()));
  return number;
}

/// Takes a size from the beginning of `text`. A size below 0 gives an empty value.
outcome<std::optional<std::uint64_t>> take_size(std::string_view text) {
  text = text::trim_left(text);
  const bool is_negative = text.starts_with('-') && text.size() > 1 && !text::is_blank(text[1]);
  if (is_negative) text.remove_prefix(1);
  const auto octets = take_number(text);
  if (is_negative && (octets || octets.error() == errc::size_out_of_range)) return std::optional<std::uint64_t>();
  if (!octets) return octets.error();
  return std::optional<std::uint64_t>(*octets);
}

outcome<number_pair> take_two_numbers(std::string_view text) {
  const auto first = take_number(text);
  if (first.has_error()) return first.error();
  const auto second = take_number(text);
  if (second.has_error()) return second.error();
  return number_pair{*first, *second};
}

}  // namespace

outcome<std::uint64_t> parse_number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(digits.begin(), digits.end(), number);
  if (parsed.ptr != digits.end() || parsed.ec == std::errc::invalid_argument) return errc::malformed_response;
  if (parsed.ec == std::errc::result_out_of_range) return errc::size_out_of_range;
  return number;
}

outcome<maildrop_size> parse_stat(std::string_view text) {
  const auto numbers = take_two_numbers(text);
  if (numbers.has_error()) return numbers.error();
  return maildrop_size{numbers->first, numbers->second};
}

outcome<scan_listing> parse_scan_listing(std::string_view line) {
  const auto number = take_number(line);
  if (number.has_error()) return number.error();
  if (*number == 0) return errc::malformed_response;
  const auto octets = take_size(line);
  if (octets.has_error()) return octets.error();
  return scan_listing{*number, *octets};
}

outcome<unique_id_listing> parse_unique_id_listing(std::string_view line) {
  if (line.find('\r') != line.npos || line.find('\n') != line.npos) return errc::malformed_response;
  const auto number = take_number(line);
  if (number.has_error()) return number.error();
  if (*number == 0) return errc::malformed_response;
  return unique_id_listing{*number, text::trim_right(text::trim_left(line))};
}

outcome<std::uint64_t> parse_octets_hint(std::string_view text) {
  const auto number = take_number(text);
  if (number.has_error()) return number;
  const std::string_view unit = text::take_field(text);
  const auto begins_with = [&](std::string_view word) {
    return text::equal_ignoring_case(unit.substr(0, word.size()), word);
  };
  if (!begins_with("octet") && !begins_with("byte")) return errc::malformed_response;
  return number;
}

void append_scan_listing(std::string& out, std::uint64_t sequence_number, std::uint64_t octets) {
  append_number(out, sequence_number);
  out.push_back(' ');
  append_number(out, octets);
}

void append_number(std::string& out, std::uint64_t number) {
  char digits[std::numeric_limits<std::uint64_t>::digits10 + 1];
  const auto written = std::to_chars(std::begin(digits), std::end(digits), number);
  out.append(digits, written.ptr);
}

}  // namespace pop3kit::wire
