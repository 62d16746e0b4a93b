#include "rules/rule_book.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::serving {

rule_book::rule_book(const std::vector<rule>& first, std::uint64_t seed) : engine_({}, seed) {
  for (const rule& each : first) insert(entries_.size(), each);
}

std::optional<std::size_t> rule_book::find(std::uint64_t number) const {
  const auto found = std::ranges::find(entries_, number, &entry::number);
  if (found == entries_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - entries_.begin());
}

std::uint64_t rule_book::insert(std::size_t index, rule added) {
  entry made;
  made.number = ++last_number_;
  made.what = std::make_shared<const rule>(std::move(added));
  engine_.insert(index, made.what->who);
  entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(index), std::move(made));
  return last_number_;
}

void rule_book::replace(std::size_t index, rule other) {
  engine_.erase(index);
  entries_[index].what = std::make_shared<const rule>(std::move(other));
  engine_.insert(index, entries_[index].what->who);
}

void rule_book::erase(std::size_t index) {
  engine_.erase(index);
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace pop3kit::serving
