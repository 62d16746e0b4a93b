#include "language/value_readers.hpp"

#include <algorithm>
#include <array>

#include "lua/script_functions.hpp"
#include "response/fault_table.hpp"
#include "rules/gates.hpp"
#include "scenario/hooks.hpp"
#include "scenario/keywords.hpp"
#include "scenario/nearest.hpp"
#include "scenario/units.hpp"
#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving::lua {
namespace {

std::string shown(const value& from) {
  if (const auto* text = std::get_if<std::string>(&from.held)) {
    constexpr std::size_t longest = 40;
    return text->size() > longest ? "'" + text->substr(0, longest) + "...'" : "'" + *text + "'";
  }
  if (const auto* whole = std::get_if<std::int64_t>(&from.held)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&from.held)) return std::to_string(*real);
  if (const auto* flag = std::get_if<bool>(&from.held)) return *flag ? "true" : "false";
  return std::string{type_of(from)};
}

template <class T>
T unless_wrong(const value& from, const parsed<T>& result) {
  if (!result) throw problem{from.at, result.error()};
  return *result;
}

/// Reads a size or a rate: a whole number, or text with a unit.
std::uint64_t as_quantity(const value& from, std::string_view expected,
                          parsed<std::uint64_t> (*parse)(std::string_view)) {
  if (const auto* text = std::get_if<std::string>(&from.held)) return unless_wrong(from, parse(*text));
  const auto* whole = std::get_if<std::int64_t>(&from.held);
  if (whole == nullptr || *whole < 0) refuse(from, expected);
  return static_cast<std::uint64_t>(*whole);
}

std::vector<std::string_view> verb_names(bool greeting) {
  std::vector<std::string_view> names;
  for (const auto& each : wire::verb_table()) names.push_back(each.name);
  names.push_back(last_keyword);
  if (greeting) names.emplace_back("greeting");
  return names;
}

std::string checked_verb(const value& from, std::string_view word, bool greeting) {
  if (auto verb = canonical_verb(word, greeting)) return *verb;
  const auto names = verb_names(greeting);
  throw problem{from.at, unknown_verb(word, names)};
}

}  // namespace

path_step::path_step(reading& context, std::string_view key) : context_(context), length_(context.path.size()) {
  const auto belongs = [](char octet) { return text::is_letter_or_digit(octet) || octet == '_'; };
  const bool is_name = !key.empty() && !text::is_digit(key.front()) && std::ranges::all_of(key, belongs);
  if (!is_name) {
    context.path.append("[\"").append(key).append("\"]");
    return;
  }
  if (length_ > 0) context.path.push_back('.');
  context.path.append(key);
}

path_step::path_step(reading& context, std::size_t index) : context_(context), length_(context.path.size()) {
  context.path.append("[").append(std::to_string(index)).append("]");
}

std::string unknown_verb(std::string_view word, std::span<const std::string_view> known) {
  std::string out = "unknown verb '" + std::string{word} + "'" + did_you_mean(word, known);
  if (nearest(word, known)) return out;
  return out.append("; write verb \"").append(word).append("\" for a command that no RFC knows");
}

void refuse(const value& from, std::string_view expected) {
  throw problem{from.at, "expected " + std::string{expected} + ", got " + shown(from)};
}

const std::string& as_text(const value& from) {
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr) refuse(from, "a string");
  return *text;
}

const std::string& as_line(const value& from) {
  const auto& text = as_text(from);
  if (!is_one_line(text)) throw problem{from.at, "this text must be one line, without CR, LF or NUL"};
  return text;
}

const std::string& as_gate(const value& from) {
  const auto& name = as_line(from);
  if (name.size() > gates::longest_name) throw problem{from.at, "the name of a gate has at most 256 octets"};
  return name;
}

bool as_flag(const value& from) {
  const auto* flag = std::get_if<bool>(&from.held);
  if (flag == nullptr) refuse(from, "true or false");
  return *flag;
}

std::uint64_t as_number(const value& from, std::uint64_t smallest) {
  const auto* whole = std::get_if<std::int64_t>(&from.held);
  const bool fits = whole != nullptr && *whole >= 0 && static_cast<std::uint64_t>(*whole) >= smallest;
  if (!fits) refuse(from, "a whole number, at least " + std::to_string(smallest));
  return static_cast<std::uint64_t>(*whole);
}

std::uint64_t as_size(const value& from) {
  return as_quantity(from, "octets as a number or a size such as \"4 KiB\"", &parse_size);
}

std::uint64_t as_rate(const value& from) {
  return as_quantity(from, "octets a second as a number or a rate such as \"64 KiB/s\"", &parse_rate);
}

net::duration as_duration(const value& from) {
  const auto* whole = std::get_if<std::int64_t>(&from.held);
  if (whole != nullptr && *whole == 0) return {};
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr) refuse(from, "a duration with its unit, such as \"200ms\"");
  return unless_wrong(from, parse_duration(*text));
}

ordinal_range as_ordinals(const value& from) {
  const auto* whole = std::get_if<std::int64_t>(&from.held);
  if (whole != nullptr) return unless_wrong(from, parse_ordinals(std::to_string(*whole)));
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr) refuse(from, "a number from 1 or a range such as \"2..\"");
  return unless_wrong(from, parse_ordinals(*text));
}

std::string as_hook(const value& from) {
  const auto& word = as_text(from);
  if (auto name = canonical_hook(word)) return *name;
  auto names = verb_names(true);
  names.insert(names.end(), std::begin(hook_event::all), std::end(hook_event::all));
  throw problem{from.at, "unknown verb or event '" + word + "'" + did_you_mean(word, names)};
}

const value* explicit_verb(const value& from) noexcept {
  const auto* const made = std::get_if<constructed_value>(&from.held);
  return made != nullptr && made->which == constructor::verb ? made->argument.get() : nullptr;
}

std::string any_verb(std::string_view word, position at) {
  constexpr std::size_t longest = 40;
  const auto belongs = [](char octet) { return octet > ' ' && octet < '\x7f'; };
  if (word.empty() || word.size() > longest || !std::ranges::all_of(word, belongs)) {
    throw problem{at, "'" + std::string{word} + "' cannot be a command: 1 to " + std::to_string(longest) +
                          " printable characters without a blank are"};
  }
  std::string out{word};
  std::ranges::transform(out, out.begin(), text::to_upper);
  return out;
}

std::string as_alternatives(const value& from, bool greeting) {
  const value* const named = explicit_verb(from);
  std::string_view rest = as_text(named != nullptr ? *named : from);
  std::string out;
  for (;;) {
    const auto bar = rest.find('|');
    const std::string_view word = rest.substr(0, bar);
    out.append(named != nullptr ? any_verb(word, from.at) : checked_verb(from, word, greeting));
    if (bar == std::string_view::npos) return out;
    out.push_back('|');
    rest.remove_prefix(bar + 1);
  }
}

std::vector<std::string> as_faults(const value& from) {
  std::vector<std::string> names = as_lines(from);
  for (const std::string& name : names) {
    if (find_fault(name) != nullptr) continue;
    throw problem{from.at, "unknown fault '" + name + "'" + did_you_mean(name, fault_names())};
  }
  return names;
}

namespace {

/// Reads "a..b"; `parse` reads each end. Returns nothing if the text is not a range.
std::optional<number_range> range_in(const value& from, parsed<std::uint64_t> (*parse)(std::string_view)) {
  const auto* text = std::get_if<std::string>(&from.held);
  const auto dots = text == nullptr ? std::string::npos : text->find("..");
  if (dots == std::string::npos) return std::nullopt;
  const number_range range{unless_wrong(from, parse(std::string_view{*text}.substr(0, dots))),
                           unless_wrong(from, parse(std::string_view{*text}.substr(dots + 2)))};
  if (range.most < range.least) throw problem{from.at, "'" + *text + "' is an empty range"};
  return range;
}

parsed<std::uint64_t> parse_whole(std::string_view text) {
  const auto number = wire::parse_number(text);
  if (number.has_value()) return *number;
  return "expected a whole number, got '" + std::string{text} + "'";
}

}  // namespace

number_range as_sizes(const value& from) {
  if (const auto range = range_in(from, &parse_size)) return *range;
  const auto only = as_size(from);
  return {only, only};
}

number_range as_numbers(const value& from) {
  if (const auto range = range_in(from, &parse_whole)) return *range;
  const auto only = as_number(from);
  return {only, only};
}

std::uint64_t as_days(const value& from) {
  const auto* word = std::get_if<std::string>(&from.held);
  if (word == nullptr) return as_number(from);
  if (!text::equal_ignoring_case(*word, "never")) refuse(from, "a number of days or \"never\"");
  return never_expires;
}

double as_chance(const value& from) {
  const auto* real = std::get_if<double>(&from.held);
  const auto* whole = std::get_if<std::int64_t>(&from.held);
  const double chance = real != nullptr ? *real : whole != nullptr ? static_cast<double>(*whole) : -1;
  // This refuses NaN as well.
  const bool is_one = chance >= 0 && chance <= 1;
  if (!is_one) refuse(from, "a probability, from 0 to 1");
  return chance;
}

wait_range as_wait(const value& from) {
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr || text->find("..") == std::string::npos) {
    const auto only = as_duration(from);
    return {only, only};
  }
  const auto window = as_window(from);
  if (window.until == net::duration::max()) refuse(from, "a duration, or a range with an end such as \"1s..2s\"");
  return {window.from, window.until};
}

time_window as_window(const value& from) {
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr) refuse(from, "a range of durations such as \"2s..5s\", \"2s..\" or \"..5s\"");
  return unless_wrong(from, parse_window(*text));
}

std::size_t as_choice(const value& from, std::string_view what, std::span<const std::string_view> names) {
  const auto& name = as_text(from);
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) {
    throw problem{from.at, "unknown " + std::string{what} + " '" + name + "'" + did_you_mean(name, names)};
  }
  return static_cast<std::size_t>(found - names.begin());
}

const std::vector<value>& list_of_tables(const value& from, std::string_view what) {
  const auto& table = as_table(from);
  if (!table.named.empty()) {
    throw problem{table.named.front().key_at, "expected a list: each " + std::string{what} + " in its own braces"};
  }
  return table.items;
}

net::close_kind as_close_kind(const value& from) {
  constexpr auto names = std::to_array<std::string_view>({"orderly", "reset", "half"});
  constexpr auto kinds = std::to_array({net::close_kind::orderly, net::close_kind::reset, net::close_kind::half});
  return kinds.at(as_choice(from, "way to close", names));
}

const table_value& as_table(const value& from) {
  const auto* table = std::get_if<std::shared_ptr<const table_value>>(&from.held);
  if (table == nullptr) refuse(from, "a table");
  return **table;
}

namespace {

std::vector<std::string> strings_of(const value& from, const std::string& (*read)(const value&)) {
  if (std::holds_alternative<std::string>(from.held)) return {read(from)};
  const auto* table = std::get_if<std::shared_ptr<const table_value>>(&from.held);
  if (table == nullptr || !(*table)->named.empty()) refuse(from, "a string or a list of strings");
  std::vector<std::string> out;
  for (const auto& item : (*table)->items) out.push_back(read(item));
  return out;
}

}  // namespace

std::vector<std::string> as_texts(const value& from) {
  return strings_of(from, as_text);
}

std::vector<std::string> as_lines(const value& from) {
  return strings_of(from, as_line);
}

}  // namespace pop3kit::serving::lua
