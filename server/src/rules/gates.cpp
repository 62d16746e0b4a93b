#include "rules/gates.hpp"

#include <algorithm>

namespace pop3kit::serving {

/// A place in the queue at a gate. It is given up in every case when the wait ends.
class gates::place_in_queue {
 public:
  place_in_queue(gates& owner, gate_map::iterator at, net::signal& own) : owner_(owner), at_(at), own_(own) {
    at_->second.waiting.push_back(&own_);
  }
  ~place_in_queue() {
    std::erase(at_->second.waiting, &own_);
    owner_.forget_if_unused(at_);
  }
  place_in_queue(const place_in_queue&) = delete;
  place_in_queue& operator=(const place_in_queue&) = delete;

 private:
  gates& owner_;
  gate_map::iterator at_;
  net::signal& own_;
};

boost::asio::awaitable<outcome<>> gates::pass(std::string name) {
  // A map does not move its elements, and a gate remains while a session waits at it.
  const auto at = gates_.try_emplace(std::move(name)).first;
  if (at->second.is_open) co_return outcome<>();
  net::signal woken(executor_);
  const place_in_queue waiting(*this, at, woken);
  while (!at->second.is_open) {
    const auto waited = co_await woken.wait();
    if (!waited) co_return waited.error();
  }
  co_return outcome<>();
}

bool gates::has_room(std::string_view name) const {
  const auto known = gates_.find(name);
  const bool is_open = known != gates_.end() && known->second.is_open;
  return is_open || (open_ < most_open && name.size() <= longest_name);
}

bool gates::open(std::string_view name) {
  if (!has_room(name)) return false;
  gate& at = gates_[std::string(name)];
  if (at.is_open) return true;
  at.is_open = true;
  ++open_;
  for (net::signal* const each : at.waiting) each->notify();
  return true;
}

void gates::forget_if_unused(gate_map::iterator which) {
  if (!which->second.is_open && which->second.waiting.empty()) gates_.erase(which);
}

std::vector<std::string> gates::waited_at() const {
  std::vector<std::string> names;
  for (const auto& [name, at] : gates_) {
    if (!at.waiting.empty()) names.push_back(name);
  }
  return names;
}

}  // namespace pop3kit::serving
