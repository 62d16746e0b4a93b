#include "transfer/work_queue.hpp"

namespace pop3kit::engine {

std::optional<std::size_t> work_queue::pop(std::deque<std::size_t>& from) {
  while (!from.empty()) {
    const std::size_t item = from.front();
    from.pop_front();
    if (!finished_[item]) return item;
  }
  return std::nullopt;
}

std::optional<std::size_t> work_queue::take(taker who) {
  if (who == taker::leader) {
    if (const auto own = pop(for_leader_)) return own;
  }
  if (const auto again = pop(returned_)) return again;
  if (untouched_ + held_back_ < finished_.size()) return untouched_++;
  // While items are held back for other connections, these are not known to be the last ones.
  if (any_untouched()) return std::nullopt;
  return pop(last_);
}

void work_queue::give_back(std::size_t item) {
  returned_.push_back(item);
}

void work_queue::put_last(std::size_t item) {
  last_.push_back(item);
}

bool work_queue::withdraw(std::size_t item) {
  if (finished_[item]) return false;
  for (std::deque<std::size_t>* const waiting : {&returned_, &last_, &for_leader_}) {
    if (std::erase(*waiting, item) != 0) return true;
  }
  return false;
}

void work_queue::leave_to_leader(std::size_t item) {
  for_leader_.push_back(item);
}

bool work_queue::finish(std::size_t item) {
  if (finished_[item]) return false;
  finished_[item] = true;
  ++done_;
  return true;
}

}  // namespace pop3kit::engine
