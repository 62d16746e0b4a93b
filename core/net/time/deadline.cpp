#include "net/time/deadline.hpp"

#include <utility>

namespace pop3kit::net {

struct deadline::state : std::enable_shared_from_this<state> {
  state(clock& clock_used, boost::asio::any_io_executor executor, std::function<void()> callback)
      : time(clock_used), alarm(time.make_timer(std::move(executor))), on_expiry(std::move(callback)) {}

  clock& time;
  std::unique_ptr<timer> alarm;
  std::function<void()> on_expiry;
  std::optional<time_point> due;       // the deadline of the caller
  std::optional<time_point> wakes_at;  // when the timer expires next; never later than `due`
  bool expired = false;

  void arm(time_point when) {
    wakes_at = when;
    alarm->arm(when, [self = weak_from_this()] {
      if (const auto held = self.lock()) held->wake();
    });
  }

  void wake() {
    wakes_at.reset();
    if (!due) return;
    if (time.now() < *due) return arm(*due);
    due.reset();
    expired = true;
    // The callback may destroy the deadline, and with it the callback itself.
    const auto call = on_expiry;
    call();
  }
};

deadline::deadline(clock& time, boost::asio::any_io_executor executor, std::function<void()> on_expiry)
    : state_(std::make_shared<state>(time, std::move(executor), std::move(on_expiry))) {}

deadline::~deadline() {
  disarm();
}

void deadline::expires_after(duration wait) {
  expires_at(later(state_->time.now(), wait));
}

void deadline::expires_at(time_point when) {
  state_->expired = false;
  state_->due = when;
  if (!state_->wakes_at || when < *state_->wakes_at) state_->arm(when);
}

void deadline::disarm() noexcept {
  state_->due.reset();
  if (!state_->wakes_at) return;
  state_->wakes_at.reset();
  state_->alarm->cancel();
}

bool deadline::expired() const noexcept {
  return state_->expired;
}

}  // namespace pop3kit::net
