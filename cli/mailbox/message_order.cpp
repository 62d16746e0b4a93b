#include "mailbox/message_order.hpp"

#include <algorithm>

namespace pop3kit::command {

void action_queue::add(std::size_t position, std::uint64_t octets, std::function<void()> action) {
  if (!waiting_.emplace(position, turn(octets, std::move(action))).second) return;
  waiting_octets_ += octets;
  while (!waiting_.empty() && waiting_.begin()->first <= next_) call_first();
}

void action_queue::finish() {
  while (!waiting_.empty()) call_first();
}

void action_queue::call_first() {
  const auto first = waiting_.extract(waiting_.begin());
  next_ = std::max(next_, first.key() + 1);
  waiting_octets_ -= first.mapped().octets;
  first.mapped().action();
}

void message_rows::add(sequence_number number, std::optional<header_collection> headers) {
  const auto found = std::ranges::lower_bound(messages_, number, {}, &message_info::sequence_number);
  if (found == messages_.end() || found->sequence_number != number) return;
  const auto position = static_cast<std::size_t>(found - messages_.begin());
  if (rows_.has(position)) return;
  message_info message = *found;
  message.headers = std::move(headers);
  std::string row = make_(message);
  const std::size_t octets = row.size();
  rows_.add(position, octets, [this, row = std::move(row)] { print_(row); });
}

void message_rows::finish() {
  while (rows_.next() < messages_.size()) add(messages_[rows_.next()].sequence_number, std::nullopt);
}

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
