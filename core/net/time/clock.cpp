#include "net/time/clock.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <utility>

#include "net/async/signal.hpp"

namespace pop3kit::net {

namespace asio = boost::asio;

namespace {

/// Shared by the pending wait and the timer: a completion that is already queued must not call back after a
/// cancellation.
struct wait_state {
  explicit wait_state(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  std::function<void()> expired;
  unsigned generation = 0;
};

class system_timer final : public timer {
 public:
  explicit system_timer(const asio::any_io_executor& executor) : state_(std::make_shared<wait_state>(executor)) {}
  ~system_timer() override { system_timer::cancel(); }

  void arm(time_point when, std::function<void()> expired) override {
    const unsigned generation = ++state_->generation;
    state_->expired = std::move(expired);
    state_->timer.expires_at(std::chrono::time_point_cast<asio::steady_timer::duration>(when));
    state_->timer.async_wait([state = state_, generation](const boost::system::error_code& code) {
      if (code || state->generation != generation) return;
      const auto call = std::exchange(state->expired, nullptr);
      call();
    });
  }

  void cancel() noexcept override {
    ++state_->generation;
    state_->expired = nullptr;
    state_->timer.cancel();
  }

 private:
  std::shared_ptr<wait_state> state_;
};

class real_clock final : public clock {
 public:
  time_point now() const noexcept override { return std::chrono::steady_clock::now(); }
  std::unique_ptr<timer> make_timer(asio::any_io_executor executor) override {
    return std::make_unique<system_timer>(executor);
  }
  std::chrono::system_clock::time_point wall_now() const noexcept override { return std::chrono::system_clock::now(); }
};

}  // namespace

clock& system_clock() noexcept {
  static real_clock instance;
  return instance;
}

time_point later(time_point moment, duration wait) noexcept {
  if (wait > duration::zero() && moment > time_point::max() - wait) return time_point::max();
  return moment + wait;
}

asio::awaitable<outcome<>> sleep_until(clock& time, time_point when) {
  const asio::any_io_executor executor = co_await asio::this_coro::executor;
  signal woken(executor);
  const std::unique_ptr<timer> alarm = time.make_timer(executor);
  alarm->arm(when, [&woken] { woken.notify(); });
  co_return co_await woken.wait();
}

asio::awaitable<outcome<>> sleep_for(clock& time, duration wait) {
  return sleep_until(time, later(time.now(), wait));
}

}  // namespace pop3kit::net
