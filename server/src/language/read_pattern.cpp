#include <array>

#include "language/scenario_checks.hpp"
#include "language/value_readers.hpp"
#include "scenario/keywords.hpp"
#include "scenario/nearest.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> events{
    {{"connect", connect_event}, {"login", login_event}, {"disconnect", disconnect_event}}};

std::string checked_verb(std::string_view word, position at) {
  for (const auto& [name, keyword] : events) {
    if (word == name || word == keyword) return std::string(keyword);
  }
  if (auto verb = canonical_verb(word, false)) return *verb;
  std::vector<std::string_view> names;
  for (const auto& each : wire::verb_table()) names.push_back(each.name);
  names.push_back(last_keyword);
  for (const auto& [name, keyword] : events) names.push_back(name);
  throw problem{at, unknown_verb(word, names)};
}

/// The verdict shows patterns, so they must not contain credentials.
void check_secrecy(const std::string& verbs, const std::string& argument, position at) {
  const std::size_t beyond_first = argument.find(" $");
  for (const auto& each : wire::verb_table()) {
    if (each.secret == wire::secrecy::open ||
        ("|" + verbs + "|").find("|" + std::string(each.name) + "|") == std::string::npos) {
      continue;
    }
    const bool first = each.secret == wire::secrecy::whole_argument && argument.starts_with('$');
    if (first || beyond_first != std::string::npos) {
      throw problem{at, "the argument of " + std::string(each.name) + " is secret and cannot be captured"};
    }
  }
}

}  // namespace

command_pattern as_pattern(const value& from) {
  const value* const named = explicit_verb(from);
  const std::string& text = as_line(named != nullptr ? *named : from);
  const std::size_t space = text.find(' ');
  std::string verbs;
  std::string_view rest = std::string_view(text).substr(0, space);
  for (;;) {
    const std::size_t bar = rest.find('|');
    const std::string_view word = rest.substr(0, bar);
    verbs += named != nullptr ? any_verb(word, from.at) : checked_verb(word, from.at);
    if (bar == std::string_view::npos) break;
    verbs += '|';
    rest.remove_prefix(bar + 1);
  }
  if (space == std::string::npos) return command_pattern(std::move(verbs));
  std::string argument = text.substr(space + 1);
  check_pattern_argument(verbs, argument, from.at);
  check_secrecy(verbs, argument, from.at);
  return command_pattern(std::move(verbs), std::move(argument));
}

}  // namespace pop3kit::serving::lua
