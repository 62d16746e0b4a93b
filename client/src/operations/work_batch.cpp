#include "operations/work_batch.hpp"

#include <algorithm>
#include <utility>

namespace pop3kit::engine {

work_batch::work_batch(work_queue& queue, work_queue::taker who, numbering numbers, std::size_t share,
                       const net::clock& time)
    : queue_(queue),
      who_(who),
      numbers_(std::move(numbers)),
      share_(std::max<std::size_t>(share, 1)),
      time_(time),
      last_reply_(time.now()) {}

std::optional<request> work_batch::next(std::string& out) {
  if (in_flight_.size() >= share_ || (!in_flight_.empty() && !may_go_on())) return std::nullopt;
  while (const std::optional<std::size_t> item = queue_.take(who_)) {
    const std::optional<std::uint64_t> number = numbers_(*item);
    if (!number) {
      queue_.leave_to_leader(*item);
      continue;
    }
    in_flight_.push_back(*item);
    return ask(out, *number);
  }
  return std::nullopt;
}

outcome<> work_batch::on_end() {
  const std::size_t item = in_flight_.front();
  in_flight_.pop_front();
  ++replies_;
  const net::time_point now = time_.now();
  longest_wait_ = std::max(longest_wait_, now - last_reply_);
  last_reply_ = now;
  const outcome<verdict> concluded = conclude(item);
  if (!concluded) return concluded.error();
  if (*concluded == verdict::done) {
    ++messages_;
  } else {
    queue_.leave_to_leader(item);
  }
  return {};
}

bool work_batch::give_back() {
  const bool any = !in_flight_.empty();
  for (const std::size_t item : in_flight_) {
    take_back(item);
    queue_.give_back(item);
  }
  in_flight_.clear();
  return any;
}

}  // namespace pop3kit::engine
