#include "listing_lines.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "probe.hpp"

namespace pop3kit::conformance {

namespace {

/// Removes a decimal number from the beginning of `rest`.
std::uint64_t take_number(std::string_view& rest, std::string_view line) {
  std::uint64_t number = 0;
  const char* const begin = std::to_address(rest.begin());
  const auto [stopped, trouble] = std::from_chars(begin, std::to_address(rest.end()), number);
  if (trouble != std::errc{}) throw departure("no number where one is due: " + in_quotes(line));
  rest.remove_prefix(static_cast<std::size_t>(stopped - begin));
  return number;
}

void take_space(std::string_view& rest, std::string_view line) {
  if (!rest.starts_with(' ')) throw departure("no single space between the fields: " + in_quotes(line));
  rest.remove_prefix(1);
}

}  // namespace

scan_line read_scan_line(std::string_view line) {
  scan_line read;
  std::string_view rest = line;
  read.number = take_number(rest, line);
  take_space(rest, line);
  read.octets = take_number(rest, line);
  if (!rest.empty() && rest.front() != ' ') throw departure("no number where one is due: " + in_quotes(line));
  return read;
}

std::vector<scan_line> read_scan_lines(const std::vector<std::string>& lines) {
  std::vector<scan_line> read;
  for (const std::string& line : lines) read.push_back(read_scan_line(line));
  return read;
}

unique_id_line read_unique_id_line(std::string_view line) {
  constexpr std::size_t longest = 70;
  unique_id_line read;
  std::string_view rest = line;
  read.number = take_number(rest, line);
  take_space(rest, line);
  read.id = rest;
  if (read.id.empty() || read.id.size() > longest)
    throw departure("a unique-id has 1 to 70 octets: " + in_quotes(line));
  const bool printable = std::ranges::all_of(read.id, [](char octet) { return octet >= 0x21 && octet <= 0x7e; });
  if (!printable) throw departure("a unique-id has octets from 0x21 to 0x7E only: " + in_quotes(line));
  return read;
}

std::vector<unique_id_line> read_unique_id_lines(const std::vector<std::string>& lines) {
  std::vector<unique_id_line> read;
  for (const std::string& line : lines) read.push_back(read_unique_id_line(line));
  return read;
}

}  // namespace pop3kit::conformance
