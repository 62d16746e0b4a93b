#include "mailbox/message_rows.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::command {

void message_rows::add(sequence_number number, std::optional<header_collection> headers) {
  const auto found = std::ranges::lower_bound(messages_, number, {}, &message_info::sequence_number);
  if (found == messages_.end() || found->sequence_number != number) return;
  const auto place = static_cast<std::size_t>(found - messages_.begin());
  if (place < printed_ || waiting_.contains(place)) return;
  message_info message = *found;
  message.headers = std::move(headers);
  std::string row = make_(message);
  waiting_octets_ += row.size();
  waiting_.emplace(place, std::move(row));
  print_in_order();
}

void message_rows::finish() {
  while (printed_ < messages_.size()) add(messages_[printed_].sequence_number, std::nullopt);
}

void message_rows::print_in_order() {
  while (!waiting_.empty() && waiting_.begin()->first == printed_) {
    const std::string row = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    waiting_octets_ -= row.size();
    ++printed_;
    print_(row);
  }
}

}  // namespace pop3kit::command
