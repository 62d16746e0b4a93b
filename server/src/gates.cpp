#include "gates.hpp"

#include <algorithm>

namespace pop3kit::serving {
namespace {

/// A place in a queue, given up however the wait ends.
class place_in_queue {
 public:
  place_in_queue(std::vector<net::signal*>& queue, net::signal& own) : queue_(queue), own_(own) {
    queue_.push_back(&own_);
  }
  ~place_in_queue() { std::erase(queue_, &own_); }
  place_in_queue(const place_in_queue&) = delete;
  place_in_queue& operator=(const place_in_queue&) = delete;

 private:
  std::vector<net::signal*>& queue_;
  net::signal& own_;
};

}  // namespace

boost::asio::awaitable<outcome<>> gates::pass(std::string name) {
  gate& at = gates_[name];  // a map never moves what it holds, and gates are never taken away
  if (at.is_open) co_return outcome<>();
  net::signal woken(executor_);
  const place_in_queue waiting(at.waiting, woken);
  while (!at.is_open) {
    const auto waited = co_await woken.wait();
    if (!waited) co_return waited.error();
  }
  co_return outcome<>();
}

void gates::open(std::string_view name) {
  gate& at = gates_[std::string(name)];
  at.is_open = true;
  for (net::signal* const each : at.waiting) each->notify();
}

void gates::shut(std::string_view name) {
  gates_[std::string(name)].is_open = false;
}

std::vector<std::string> gates::waited_at() const {
  std::vector<std::string> names;
  for (const auto& [name, at] : gates_) {
    if (!at.waiting.empty()) names.push_back(name);
  }
  return names;
}

}  // namespace pop3kit::serving
