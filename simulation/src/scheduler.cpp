#include "scheduler.hpp"

namespace pop3kit::simulated {

namespace {

/// While a piece of work runs, also if it throws.
class inside {
 public:
  explicit inside(bool& running) noexcept : running_(running) { running_ = true; }
  ~inside() { running_ = false; }
  inside(const inside&) = delete;
  inside& operator=(const inside&) = delete;

 private:
  bool& running_;
};

}  // namespace

scheduler::~scheduler() {
  // Work that never ran is destroyed while the context that its timers belong to still lives; what that makes ready is
  // dropped as well.
  closed_ = true;
  while (!ready_.empty()) ready_.pop_back();
}

asio::any_io_executor scheduler::executor() noexcept {
  return executor_type(*this, false);
}

bool scheduler::step() {
  if (ready_.empty()) {
    // Timers that were cancelled come back through here.
    context_.restart();
    context_.poll();
  }
  if (ready_.empty()) return false;
  std::swap(ready_[random_.below(ready_.size())], ready_.back());
  const std::unique_ptr<task> chosen = std::move(ready_.back());
  ready_.pop_back();
  ++steps_;
  const inside within(running_);
  chosen->run();
  return true;
}

bool scheduler::run_until(const std::function<bool()>& done) {
  // A moment beyond all time is no moment to jump to: whoever armed such a timer waits for something else.
  const net::time_point end_of_time = net::time_point::max() - net::duration(1);
  while (!done()) {
    if (!step() && !time_.expire_next(end_of_time)) return false;
  }
  return true;
}

void scheduler::run_to(net::time_point end) {
  while (step() || time_.expire_next(end)) {
  }
  if (const net::time_point now = time_.now(); now < end) time_.advance(end - now);
}

}  // namespace pop3kit::simulated
