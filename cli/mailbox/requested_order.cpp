#include "mailbox/requested_order.hpp"

#include <utility>

namespace pop3kit::command {

requested_order::requested_order(const std::vector<message_id>& ids) {
  for (std::size_t position = 0; position < ids.size(); ++position) {
    if (const auto* const number = ids[position].which.number(); number != nullptr)
      by_number_.emplace(*number, position);
    if (const auto* const id = ids[position].which.id(); id != nullptr) by_id_.emplace(*id, position);
  }
}

void requested_order::add(const message_info& which, std::uint64_t octets, std::function<void()> action) {
  std::size_t position = turns_.next();
  const auto numbered = by_number_.find(which.sequence_number);
  if (numbered != by_number_.end()) {
    position = numbered->second;
  } else if (which.unique_id) {
    const auto named = by_id_.find(*which.unique_id);
    if (named != by_id_.end()) position = named->second;
  }
  turns_.add(position, octets, std::move(action));
}

}  // namespace pop3kit::command
