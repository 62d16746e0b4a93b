#include "rules/rule_book.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::serving {

rule_book::rule_book(const std::vector<rule>& first, std::uint64_t seed, change_handler on_change)
    : engine_({}, seed), on_change_(std::move(on_change)) {
  for (const rule& each : first) insert(entries_.size(), each);
}

std::uint64_t rule_book::insert(std::size_t index, rule added) {
  entry made;
  made.number = ++last_number_;
  made.what = std::make_shared<const rule>(std::move(added));
  changes_links_ = changes_links_ || made.what->what.network.has_value();
  engine_.insert(index, made.what->who);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(index), std::move(made));
  return last_number_;
}

std::vector<std::uint64_t> rule_book::add(std::vector<rule> more, bool in_front) {
  std::size_t index = in_front ? 0 : entries_.size();
  std::vector<std::uint64_t> numbers;
  for (rule& each : more) {
    numbers.push_back(insert(index, std::move(each)));
    on_change_(rule_change::added, entries_[index]);
    ++index;
  }
  return numbers;
}

bool rule_book::replace(std::uint64_t number, rule other) {
  const auto found = std::ranges::find(entries_, number, &entry::number);
  if (found == entries_.end()) return false;
  const auto index = static_cast<std::size_t>(found - entries_.begin());
  // Until this line, the engine refers to the selector of the old rule.
  engine_.erase(index);
  found->what = std::make_shared<const rule>(std::move(other));
  changes_links_ = changes_links_ || found->what->what.network.has_value();
  engine_.insert(index, found->what->who);
  on_change_(rule_change::replaced, *found);
  return true;
}

std::size_t rule_book::remove(std::optional<std::uint64_t> number) {
  std::size_t removed = 0;
  for (std::size_t index = entries_.size(); index > 0; --index) {
    const auto at = entries_.begin() + static_cast<std::ptrdiff_t>(index - 1);
    if (number && at->number != *number) continue;
    on_change_(rule_change::removed, *at);
    engine_.erase(index - 1);
    entries_.erase(at);
    ++removed;
  }
  return removed;
}

}  // namespace pop3kit::serving
