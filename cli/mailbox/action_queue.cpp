#include "mailbox/action_queue.hpp"

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

}  // namespace pop3kit::command
