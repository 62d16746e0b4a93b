#include "maildrop/deletion_marks.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::engine {

void deletion_marks::add(message_info which) {
  forget_given_up();
  messages_.push_back(std::move(which));
}

bool deletion_marks::has(std::uint64_t number) const {
  return std::ranges::find(messages_, number, &message_info::sequence_number) != messages_.end();
}

std::vector<sequence_number> deletion_marks::numbers() const {
  std::vector<sequence_number> numbers;
  numbers.reserve(messages_.size());
  for (const message_info& each : messages_) numbers.push_back(each.sequence_number);
  std::ranges::sort(numbers);
  return numbers;
}

void deletion_marks::lose(bool given_up) noexcept {
  if (std::exchange(messages_, {}).empty()) return;
  ended_ = given_up ? std::max(ended_, ended::given_up) : ended::lost;
}

failure deletion_marks::loss() {
  return failure(errc::session_lost, "with messages marked as deleted: none was removed");
}

void deletion_marks::forget_given_up() noexcept {
  if (ended_ == ended::given_up) ended_ = ended::none;
}

}  // namespace pop3kit::engine
