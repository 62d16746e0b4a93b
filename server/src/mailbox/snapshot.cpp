#include "mailbox/snapshot.hpp"

namespace pop3kit::serving {

void snapshot::mark(std::uint64_t number) {
  if (deleted(number)) return;
  deleted_.resize(seen_->count(), false);
  deleted_[index(number)] = true;
  ++deleted_count_;
  deleted_octets_ += octets(number);
}

void snapshot::unmark_all() noexcept {
  deleted_ = std::vector<bool>();
  deleted_count_ = 0;
  deleted_octets_ = 0;
}

std::vector<std::uint32_t> snapshot::marked() const {
  std::vector<std::uint32_t> positions;
  if (deleted_count_ == 0) return positions;
  for (std::uint64_t number = 1; number <= highest(); ++number) {
    if (deleted(number)) positions.push_back(static_cast<std::uint32_t>(seen_->position(index(number))));
  }
  return positions;
}

}  // namespace pop3kit::serving
