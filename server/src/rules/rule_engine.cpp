#include "rules/rule_engine.hpp"

#include <algorithm>

#include "scenario/derive_seed.hpp"
#include "scenario/keywords.hpp"
#include "scenario/stable_hash.hpp"
#include "wire/listing.hpp"

namespace pop3kit::serving {
namespace {

bool within(const std::optional<time_window>& window, net::duration moment) noexcept {
  return !window || (moment >= window->from && moment < window->until);
}

template <class T, class U>
bool equals(const std::optional<T>& wanted, const U& value) noexcept {
  return !wanted || *wanted == value;
}

bool numbers_message(const std::optional<ordinal_range>& wanted, std::string_view argument) {
  if (!wanted) return true;
  const auto number = wire::parse_number(argument.substr(0, argument.find(' ')));
  return number.has_value() && in_range(wanted, *number);
}

counting_scope scope_of_times(const selector& who) noexcept {
  return who.per.value_or(counting_scope::scenario);
}

counting_scope scope_of_rest(const selector& who) noexcept {
  return who.per.value_or(counting_scope::connection);
}

}  // namespace

rule_engine::rule_engine(const std::vector<const selector*>& selectors, std::uint64_t seed) : seed_(seed) {
  for (const selector* const each : selectors) insert(rows_.size(), *each);
}

void rule_engine::insert(std::size_t index, const selector& who) {
  rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(index), row{&who, next_key_++});
  any_nth_ = any_nth_ || who.nth.has_value();
}

void rule_engine::erase(std::size_t index) {
  const std::uint64_t key = rows_[index].key;
  rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(index));
  everywhere_.of.erase(key);
  strangers_.of.erase(key);
  for (auto& [user, counted] : by_account_) counted.of.erase(key);
}

std::optional<std::size_t> rule_engine::match(const occasion& what, rule_memory& here, std::size_t from) {
  for (std::size_t index = from; index < rows_.size(); ++index) {
    if (!applies(index, what, here)) continue;
    const selector& who = *rows_[index].who;
    if (who.times != UINT64_MAX) ++memory(scope_of_times(who), what, here).of[key(index)].fired;
    return index;
  }
  return std::nullopt;
}

void rule_engine::count_rest(const occasion& what, rule_memory& here, std::size_t from) {
  if (!any_nth_) return;
  for (std::size_t index = from; index < rows_.size(); ++index) {
    if (fits(index, what, here)) static_cast<void>(counted(index, what, here));
  }
}

void rule_engine::mark(std::size_t index, const occasion& what, rule_memory& here, const std::string& name) {
  memory(scope_of_rest(*rows_[index].who), what, here).marks.insert(name);
}

void rule_engine::unmark(std::size_t index, const occasion& what, rule_memory& here, std::string_view name) {
  auto& marks = memory(scope_of_rest(*rows_[index].who), what, here).marks;
  const auto found = marks.find(name);
  if (found != marks.end()) marks.erase(found);
}

std::uint64_t rule_engine::draw(std::size_t index, const occasion& what, rule_memory& here) const {
  return scramble(derive_seed(seed_, key(index), what.connection) + here.of[key(index)].drawn++);
}

bool rule_engine::concerns(const selector& who, const occasion& what) const {
  return who.on ? one_of(*who.on, what.keyword) : what.keyword != greeting_keyword;
}

/// Returns true if all keys match, except those that count: nth, times and probability.
bool rule_engine::fits(std::size_t index, const occasion& what, rule_memory& here) {
  const selector& who = *rows_[index].who;
  if (!concerns(who, what) || !in_range(who.connection, what.connection)) return false;
  if (!equals(who.argument, what.argument) || !equals(who.user, what.user) || !equals(who.state, what.state)) {
    return false;
  }
  if (!equals(who.tls, what.tls) || !equals(who.pipelined, what.pipelined)) return false;
  if (!within(who.time, what.time) || !within(who.age, what.age)) return false;
  if (!numbers_message(who.message, what.argument)) return false;
  if (!who.when && !who.unless) return true;
  const auto& marks = memory(scope_of_rest(who), what, here).marks;
  return (!who.when || marks.contains(*who.when)) && (!who.unless || !marks.contains(*who.unless));
}

/// Counts one more occasion. Returns true if it is one of the `nth`.
bool rule_engine::counted(std::size_t index, const occasion& what, rule_memory& here) {
  const selector& who = *rows_[index].who;
  return !who.nth || in_range(who.nth, ++memory(scope_of_rest(who), what, here).of[key(index)].seen);
}

bool rule_engine::applies(std::size_t index, const occasion& what, rule_memory& here) {
  if (!fits(index, what, here) || !counted(index, what, here)) return false;
  const selector& who = *rows_[index].who;
  if (who.times != UINT64_MAX && memory(scope_of_times(who), what, here).of[key(index)].fired >= who.times) {
    return false;
  }
  // The random number is drawn last, so that only the rule's own occasions advance its stream.
  return who.probability >= 1 || static_cast<double>(draw(index, what, here)) < who.probability * 0x1p64;
}

rule_memory& rule_engine::memory(counting_scope scope, const occasion& what, rule_memory& here) {
  if (scope == counting_scope::connection) return here;
  if (scope == counting_scope::scenario) return everywhere_;
  const auto known = by_account_.find(what.user);
  return known == by_account_.end() ? strangers_ : known->second;
}

}  // namespace pop3kit::serving
