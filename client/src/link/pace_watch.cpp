#include "link/pace_watch.hpp"

#include <chrono>
#include <utility>

namespace pop3kit::engine {

pace_watch::pace_watch(net::clock& time, const boost::asio::any_io_executor& executor, const pace_settings& settings,
                       std::function<void()> too_slow)
    : time_(time),
      settings_(settings),
      too_slow_(std::move(too_slow)),
      alarm_(time, executor, [this] { window_is_over(); }) {}

void pace_watch::begin() noexcept {
  watching_ = settings_.octets_per_second != 0;
  waited_ = net::duration::zero();
  octets_ = 0;
}

void pace_watch::end() noexcept {
  if (!std::exchange(watching_, false)) return;
  alarm_.disarm();
}

void pace_watch::wait_begins() {
  if (!watching_) return;
  waiting_ = true;
  wait_began_ = time_.now();
  alarm_.expires_at(net::later(wait_began_, settings_.window - waited_));
}

void pace_watch::wait_ends(std::size_t octets) {
  if (!watching_ || !waiting_) return;
  waiting_ = false;
  waited_ += time_.now() - wait_began_;
  octets_ += octets;
  if (waited_ >= settings_.window) judge();
}

void pace_watch::judge() {
  const double seconds = std::chrono::duration<double>(waited_).count();
  fired_ = static_cast<double>(octets_) < static_cast<double>(settings_.octets_per_second) * seconds;
  waited_ = net::duration::zero();
  octets_ = 0;
  if (fired_) too_slow_();
}

/// Does nothing if the alarm rings between two waits. The next wait sets it again.
void pace_watch::window_is_over() {
  if (!watching_ || !waiting_) return;
  wait_ends(0);
  if (!fired_) wait_begins();
}

}  // namespace pop3kit::engine
