#include "journal_ring.hpp"

namespace pop3kit::serving {

void journal_ring::add(journal_entry&& entry) {
  const std::scoped_lock held(guard_);
  if (capacity_ == 0) return;
  if (entries_.size() == capacity_) entries_.pop_front();
  entries_.push_back(std::move(entry));
}

std::vector<journal_entry> journal_ring::entries() const {
  const std::scoped_lock held(guard_);
  return {entries_.begin(), entries_.end()};
}

}  // namespace pop3kit::serving
