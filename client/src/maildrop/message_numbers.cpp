#include "maildrop/message_numbers.hpp"

#include <utility>

namespace pop3kit::engine {

std::optional<std::uint64_t> message_numbers::number_of(std::size_t item) const {
  if (ground_ != ground::unique_ids) return (*messages_)[item].sequence_number;
  const outcome<std::uint64_t> number = listing_->number_of(id_of(item));
  if (!number) return std::nullopt;
  return *number;
}

bool message_numbers::belong_together(std::size_t item, std::uint64_t number) const {
  switch (ground_) {
    case ground::own_listing:
      return true;
    case ground::unique_ids:
      return number_of(item) == number;
    default:
      return false;
  }
}

void message_numbers::learn(std::shared_ptr<const id_index> listing) {
  listing_ = std::move(listing);
  ground_ = ground::unique_ids;
}

}  // namespace pop3kit::engine
