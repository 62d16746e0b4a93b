#include "journal/journal_ring.hpp"

#include <algorithm>

namespace pop3kit::serving {

void journal_ring::add(journal_entry&& entry) {
  const std::scoped_lock held(guard_);
  if (capacity_ == 0) {
    ++dropped_;
    return;
  }
  if (entries_.size() == capacity_) {
    entries_.pop_front();
    ++dropped_;
  }
  entries_.push_back(std::move(entry));
}

std::vector<journal_entry> journal_ring::entries() const {
  const std::scoped_lock held(guard_);
  return {entries_.begin(), entries_.end()};
}

journal_page journal_ring::since(std::uint64_t cursor, std::size_t most) const {
  const std::scoped_lock held(guard_);
  journal_page page;
  page.lost = cursor < dropped_ ? dropped_ - cursor : 0;
  const std::size_t from = std::min(static_cast<std::size_t>(std::max(cursor, dropped_) - dropped_), entries_.size());
  const std::size_t until = from + std::min(most, entries_.size() - from);
  page.entries.assign(entries_.begin() + static_cast<std::ptrdiff_t>(from),
                      entries_.begin() + static_cast<std::ptrdiff_t>(until));
  page.next = dropped_ + until;
  return page;
}

}  // namespace pop3kit::serving
