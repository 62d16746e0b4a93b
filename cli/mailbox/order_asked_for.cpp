#include "mailbox/order_asked_for.hpp"

#include <utility>

namespace pop3kit::command {

order_asked_for::order_asked_for(const std::vector<message_id>& ids) {
  for (std::size_t place = 0; place < ids.size(); ++place) {
    if (const auto* const number = ids[place].which.number(); number != nullptr) by_number_.emplace(*number, place);
    if (const auto* const id = ids[place].which.id(); id != nullptr) by_id_.emplace(*id, place);
  }
}

void order_asked_for::add(const message_info& which, std::uint64_t octets, std::function<void()> action) {
  std::size_t place = next_;
  const auto numbered = by_number_.find(which.sequence_number);
  if (numbered != by_number_.end()) {
    place = numbered->second;
  } else if (which.unique_id) {
    const auto named = by_id_.find(*which.unique_id);
    if (named != by_id_.end()) place = named->second;
  }
  if (!waiting_.emplace(place, turn(octets, std::move(action))).second) return;
  waiting_octets_ += octets;
  while (!waiting_.empty() && waiting_.begin()->first <= next_) take_first();
}

void order_asked_for::finish() {
  while (!waiting_.empty()) take_first();
}

void order_asked_for::take_first() {
  const auto first = waiting_.extract(waiting_.begin());
  next_ = first.key() + 1;
  waiting_octets_ -= first.mapped().octets;
  first.mapped().action();
}

}  // namespace pop3kit::command
