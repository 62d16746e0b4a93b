#include "lua/reading.hpp"

#include <algorithm>
#include <array>

#include "faults.hpp"
#include "lua/nearest.hpp"
#include "lua/script_functions.hpp"
#include "lua/units.hpp"
#include "rule_engine.hpp"

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
  if (!result) throw problem{from.line, result.error()};
  return *result;
}

/// A whole number, or text in a unit: what sizes and rates are.
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
  if (greeting) names.emplace_back("greeting");
  return names;
}

std::string checked_verb(const value& from, std::string_view word, bool greeting) {
  if (auto verb = canonical_verb(word, greeting)) return *verb;
  const auto names = verb_names(greeting);
  throw problem{from.line, "unknown verb '" + std::string{word} + "'" + did_you_mean(word, names)};
}

}  // namespace

void refuse(const value& from, std::string_view expected) {
  throw problem{from.line, "expected " + std::string{expected} + ", got " + shown(from)};
}

const std::string& as_text(const value& from) {
  const auto* text = std::get_if<std::string>(&from.held);
  if (text == nullptr) refuse(from, "a string");
  return *text;
}

const std::string& as_line(const value& from) {
  const auto& text = as_text(from);
  if (!is_one_line(text)) throw problem{from.line, "this text must stand on one line, without CR, LF or NUL"};
  return text;
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

std::optional<std::string> canonical_verb(std::string_view word, bool greeting) {
  if (const auto verb = wire::find_verb(word)) return std::string{wire::name(*verb)};
  if (greeting && (word == "greeting" || word == greeting_keyword)) return std::string{greeting_keyword};
  return std::nullopt;
}

std::string as_verb(const value& from, bool greeting) {
  return checked_verb(from, as_text(from), greeting);
}

std::string as_alternatives(const value& from) {
  std::string_view rest = as_text(from);
  std::string out;
  for (;;) {
    const auto bar = rest.find('|');
    out.append(checked_verb(from, rest.substr(0, bar), false));
    if (bar == std::string_view::npos) return out;
    out.push_back('|');
    rest.remove_prefix(bar + 1);
  }
}

std::string as_fault(const value& from) {
  const auto& name = as_text(from);
  if (find_fault(name) == nullptr) {
    throw problem{from.line, "unknown fault '" + name + "'" + did_you_mean(name, fault_names())};
  }
  return name;
}

net::close_kind as_close_kind(const value& from) {
  constexpr auto names = std::to_array<std::string_view>({"orderly", "reset", "half"});
  constexpr auto kinds = std::to_array({net::close_kind::orderly, net::close_kind::reset, net::close_kind::half});
  const auto& name = as_text(from);
  const auto* found = std::ranges::find(names, name);
  if (found == names.end()) throw problem{from.line, "unknown way to close '" + name + "'" + did_you_mean(name, names)};
  return kinds.at(static_cast<std::size_t>(found - names.begin()));
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
