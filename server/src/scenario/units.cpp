#include "scenario/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "scenario/nearest.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

struct unit {
  std::string_view name;
  double factor;
};

constexpr auto sizes = std::to_array<unit>({{"B", 1},
                                            {"octets", 1},
                                            {"kB", 1e3},
                                            {"KB", 1e3},
                                            {"MB", 1e6},
                                            {"GB", 1e9},
                                            {"TB", 1e12},
                                            {"KiB", 1024.0},
                                            {"MiB", 1048576.0},
                                            {"GiB", 1073741824.0},
                                            {"TiB", 1099511627776.0}});
constexpr auto rates = std::to_array<unit>({{"B/s", 1},
                                            {"octets/s", 1},
                                            {"kB/s", 1e3},
                                            {"KB/s", 1e3},
                                            {"MB/s", 1e6},
                                            {"GB/s", 1e9},
                                            {"KiB/s", 1024.0},
                                            {"MiB/s", 1048576.0},
                                            {"GiB/s", 1073741824.0},
                                            {"kbit/s", 125.0},
                                            {"Mbit/s", 125e3},
                                            {"Gbit/s", 125e6}});
constexpr auto durations =
    std::to_array<unit>({{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"m", 60e9}, {"min", 60e9}, {"h", 3600e9}});

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string unknown_unit(std::string_view name, std::span<const unit> units) {
  std::vector<std::string_view> names;
  for (const auto& each : units) names.push_back(each.name);
  const auto hint = did_you_mean(name, names);
  return name.empty() ? "a unit is missing" + hint : "unknown unit '" + std::string{name} + "'" + hint;
}

/// Reads "12.5 unit" as a whole number of the smallest unit. The unit may be missing only if `bare` is set.
parsed<std::uint64_t> parse_quantity(std::string_view text, std::span<const unit> units, bool bare) {
  text = trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || text.starts_with('-') || !std::isfinite(number)) {
    return "'" + std::string{text} + "' does not begin with a number";
  }
  const auto name = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  double factor = 1;
  if (!name.empty() || !bare) {
    const auto found = std::ranges::find(units, name, &unit::name);
    if (found == units.end()) return unknown_unit(name, units);
    factor = found->factor;
  }
  const double product = std::round(number * factor);
  if (product >= 0x1p63) return "'" + std::string{text} + "' is too large";
  return static_cast<std::uint64_t>(product);
}

std::optional<std::uint64_t> parse_ordinal(std::string_view text) {
  const auto number = wire::parse_number(trim(text));
  if (!number || *number == 0) return std::nullopt;
  return *number;
}

}  // namespace

parsed<std::uint64_t> parse_size(std::string_view text) {
  return parse_quantity(text, sizes, true);
}

parsed<std::uint64_t> parse_rate(std::string_view text) {
  return parse_quantity(text, rates, true);
}

parsed<net::duration> parse_duration(std::string_view text) {
  const auto nanoseconds = parse_quantity(text, durations, false);
  if (!nanoseconds) return nanoseconds.error();
  return net::duration{static_cast<net::duration::rep>(*nanoseconds)};
}

parsed<time_window> parse_window(std::string_view text) {
  const auto dots = text.find("..");
  auto wrong = "'" + std::string{text} + "' is not a range of durations: write \"2s..5s\", \"2s..\" or \"..5s\"";
  if (dots == std::string_view::npos) return wrong;
  const auto from = trim(text.substr(0, dots));
  const auto until = trim(text.substr(dots + 2));
  if (from.empty() && until.empty()) return wrong;
  time_window window;
  if (!from.empty()) {
    const auto bound = parse_duration(from);
    if (!bound) return bound.error();
    window.from = *bound;
  }
  if (!until.empty()) {
    const auto bound = parse_duration(until);
    if (!bound) return bound.error();
    window.until = *bound;
  }
  if (window.until <= window.from) return "'" + std::string{text} + "' is an empty range";
  return window;
}

parsed<ordinal_range> parse_ordinals(std::string_view text) {
  const auto dots = text.find("..");
  std::string wrong = "'" + std::string{text} + "' is not a range: write 3, \"2..\", \"..4\" or \"1..5\", from 1";
  ordinal_range range;
  if (dots == std::string_view::npos) {
    const auto only = parse_ordinal(text);
    if (!only) return wrong;
    range.first = range.last = *only;
    return range;
  }
  const auto from = trim(text.substr(0, dots));
  const auto to = trim(text.substr(dots + 2));
  const auto first = from.empty() ? std::optional<std::uint64_t>{range.first} : parse_ordinal(from);
  const auto last = to.empty() ? std::optional<std::uint64_t>{range.last} : parse_ordinal(to);
  if (!first || !last || (from.empty() && to.empty())) return wrong;
  if (*first > *last) return "'" + std::string{text} + "' is an empty range";
  range.first = *first;
  range.last = *last;
  return range;
}

}  // namespace pop3kit::serving
