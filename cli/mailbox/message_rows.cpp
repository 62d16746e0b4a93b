#include "mailbox/message_rows.hpp"

#include <algorithm>

namespace pop3kit::command {

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

}  // namespace pop3kit::command
