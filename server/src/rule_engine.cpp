#include "rule_engine.hpp"

#include <algorithm>

namespace pop3kit::serving {
namespace {

bool concerns(const selector& who, std::string_view keyword) noexcept {
  return who.on ? *who.on == keyword : keyword != greeting_keyword;
}

bool within(const std::optional<ordinal_range>& range, std::uint64_t ordinal) noexcept {
  return !range || (ordinal >= range->first && ordinal <= range->last);
}

bool equals(const std::optional<std::string>& wanted, std::string_view value) noexcept {
  return !wanted || *wanted == value;
}

}  // namespace

rule_engine::rule_engine(std::vector<const selector*> selectors)
    : selectors_(std::move(selectors)),
      fired_(selectors_.size(), 0),
      any_nth_(std::ranges::any_of(selectors_, [](const selector* who) { return who->nth.has_value(); })) {}

std::optional<std::size_t> rule_engine::match(const occasion& what, occurrences& counted) {
  if (any_nth_) count(what, counted);
  for (std::size_t index = 0; index < selectors_.size(); ++index) {
    if (!applies(index, what, counted)) continue;
    ++fired_[index];
    return index;
  }
  return std::nullopt;
}

bool rule_engine::applies(std::size_t index, const occasion& what, const occurrences& counted) const {
  const selector& who = *selectors_[index];
  if (!concerns(who, what.keyword) || fired_[index] >= who.times) return false;
  if (!within(who.connection, what.connection)) return false;
  if (who.nth && !within(who.nth, counted[index])) return false;
  if (who.pipelined && *who.pipelined != what.pipelined) return false;
  return equals(who.argument, what.argument) && equals(who.user, what.user);
}

void rule_engine::count(const occasion& what, occurrences& counted) const {
  counted.resize(selectors_.size(), 0);
  for (std::size_t index = 0; index < selectors_.size(); ++index) {
    if (selectors_[index]->nth && concerns(*selectors_[index], what.keyword)) ++counted[index];
  }
}

}  // namespace pop3kit::serving
