#include "net/time/virtual_clock.hpp"

#include <boost/asio/post.hpp>
#include <map>
#include <utility>

namespace pop3kit::net {

namespace asio = boost::asio;

namespace {

/// An armed timer. The work posted at expiry shares it, and checks whether it was cancelled meanwhile.
struct armed_wait {
  explicit armed_wait(asio::any_io_executor where) : executor(std::move(where)) {}
  asio::any_io_executor executor;
  std::function<void()> expired;
};

/// By moment, then by order of arming.
using position = std::pair<time_point, std::uint64_t>;

}  // namespace

struct virtual_clock::queue {
  time_point now{};
  duration look{};
  std::uint64_t armings = 0;
  std::map<position, std::shared_ptr<armed_wait>> waits;

  void expire_first() {
    const auto first = waits.begin();
    const std::shared_ptr<armed_wait> wait = std::move(first->second);
    waits.erase(first);
    asio::post(wait->executor, [wait] {
      const auto call = std::exchange(wait->expired, nullptr);
      if (call) call();
    });
  }
};

class virtual_clock::virtual_timer final : public timer {
 public:
  virtual_timer(std::shared_ptr<queue> held, asio::any_io_executor executor)
      : queue_(std::move(held)), executor_(std::move(executor)) {}
  ~virtual_timer() override { virtual_timer::cancel(); }

  void arm(time_point when, std::function<void()> expired) override {
    cancel();
    wait_ = std::make_shared<armed_wait>(executor_);
    wait_->expired = std::move(expired);
    position_ = {when, queue_->armings++};
    queue_->waits.emplace(position_, wait_);
  }

  void cancel() noexcept override {
    if (!wait_) return;
    wait_->expired = nullptr;
    queue_->waits.erase(position_);
    wait_.reset();
  }

 private:
  std::shared_ptr<queue> queue_;
  asio::any_io_executor executor_;
  std::shared_ptr<armed_wait> wait_;
  position position_;
};

virtual_clock::virtual_clock(std::chrono::system_clock::time_point wall_start)
    : queue_(std::make_shared<queue>()), wall_start_(wall_start) {}

virtual_clock::~virtual_clock() = default;

time_point virtual_clock::now() const noexcept {
  const time_point seen = queue_->now;
  queue_->now = later(seen, queue_->look);
  return seen;
}

void virtual_clock::pass_at_each_look(duration look) noexcept {
  queue_->look = look;
}

std::unique_ptr<timer> virtual_clock::make_timer(asio::any_io_executor executor) {
  return std::make_unique<virtual_timer>(queue_, std::move(executor));
}

std::chrono::system_clock::time_point virtual_clock::wall_now() const noexcept {
  return wall_start_ + std::chrono::duration_cast<std::chrono::system_clock::duration>(queue_->now.time_since_epoch());
}

std::size_t virtual_clock::armed_timers() const noexcept {
  return queue_->waits.size();
}

bool virtual_clock::expire_next(time_point limit) {
  if (queue_->waits.empty() || queue_->waits.begin()->first.first > limit) return false;
  queue_->now = std::max(queue_->now, queue_->waits.begin()->first.first);
  queue_->expire_first();
  return true;
}

void virtual_clock::advance(duration step) {
  const time_point end = later(queue_->now, step);
  while (expire_next(end)) {
  }
  queue_->now = end;
}

bool virtual_clock::run_until(asio::io_context& context, const std::function<bool()>& done) {
  // Do not jump to the last representable moment: a timer that is armed for it waits for something else.
  const time_point end_of_time = time_point::max() - duration(1);
  do {
    context.restart();
    while (!done() && context.poll_one() != 0) {
    }
  } while (!done() && expire_next(end_of_time));
  return done();
}

void virtual_clock::run_until_idle(asio::io_context& context) {
  run_until(context, [] { return false; });
}

void virtual_clock::run_for(asio::io_context& context, duration span) {
  const time_point end = later(queue_->now, span);
  do {
    context.restart();
    context.poll();
  } while (expire_next(end));
  queue_->now = std::max(queue_->now, end);
}

}  // namespace pop3kit::net
