#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <vector>

#include "net/async/signal.hpp"
#include "net/time/clock.hpp"
#include "support/run.hpp"

namespace pop3kit::testing {
namespace {

using namespace std::chrono_literals;

/// Seconds of virtual time, as a number.
double in_seconds(const net::virtual_clock& time) {
  return std::chrono::duration<double>(time.now().time_since_epoch()).count();
}

TEST(clock, later_ends_at_the_end_of_time) {
  const net::time_point start(5s);
  EXPECT_EQ(net::later(start, 3s), net::time_point(8s));
  EXPECT_EQ(net::later(start, -3s), net::time_point(2s));
  EXPECT_EQ(net::later(start, net::duration::max()), net::time_point::max());
}

TEST(virtual_clock, advances_only_when_asked) {
  asio::io_context context;
  net::virtual_clock time;
  const auto begin = time.now();
  time.run_until_idle(context);
  EXPECT_EQ(time.now(), begin);
  time.advance(90s);
  EXPECT_EQ(time.now() - begin, 90s);
}

TEST(virtual_clock, lets_time_pass_after_each_look_if_asked) {
  net::virtual_clock time;
  time.pass_at_each_look(2s);
  EXPECT_EQ(in_seconds(time), 0);
  EXPECT_EQ(in_seconds(time), 2);
  time.pass_at_each_look(0s);
  EXPECT_EQ(in_seconds(time), 4);
  EXPECT_EQ(in_seconds(time), 4);
}

TEST(virtual_clock, running_for_a_span_never_takes_time_back) {
  asio::io_context context;
  net::virtual_clock time;
  time.pass_at_each_look(10s);
  double seen = 0;
  asio::post(context, [&] {
    for (int looks = 0; looks < 3; ++looks) seen = in_seconds(time);
  });
  time.run_for(context, 5s);
  EXPECT_EQ(seen, 20);
  EXPECT_EQ(in_seconds(time), 30);
}

TEST(virtual_clock, wall_time_goes_along) {
  const std::chrono::system_clock::time_point start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 31)};
  net::virtual_clock time(start);
  time.advance(24h);
  EXPECT_EQ(time.wall_now() - start, 24h);
}

TEST(virtual_clock, jumps_over_ten_minutes) {
  asio::io_context context;
  net::virtual_clock time;
  EXPECT_TRUE(run(context, time, net::sleep_for(time, 10min)));
  EXPECT_EQ(in_seconds(time), 600);
}

TEST(virtual_clock, timers_expire_in_order_of_moment_then_of_arming) {
  asio::io_context context;
  net::virtual_clock time;
  std::vector<std::string> order;
  std::vector<std::unique_ptr<net::timer>> timers;
  const auto arm = [&](net::duration when, const std::string& name) {
    timers.push_back(time.make_timer(context.get_executor()));
    timers.back()->arm(net::time_point(when),
                       [&, name] { order.push_back(name + "@" + std::to_string(in_seconds(time))); });
  };
  arm(3s, "late");
  arm(1s, "first");
  arm(1s, "second");
  arm(2s, "middle");
  time.run_until_idle(context);
  EXPECT_EQ(order, (std::vector<std::string>{"first@1.000000", "second@1.000000", "middle@2.000000", "late@3.000000"}));
  EXPECT_EQ(time.armed_timers(), 0U);
}

TEST(virtual_clock, run_for_goes_so_far_and_no_further) {
  asio::io_context context;
  net::virtual_clock time;
  int expired = 0;
  const auto soon = time.make_timer(context.get_executor());
  const auto late = time.make_timer(context.get_executor());
  soon->arm(net::time_point(1s), [&] { ++expired; });
  late->arm(net::time_point(10s), [&] { ++expired; });
  time.run_for(context, 5s);
  EXPECT_EQ(expired, 1);
  EXPECT_EQ(in_seconds(time), 5);
  time.run_for(context, 5s);
  EXPECT_EQ(expired, 2);
}

TEST(virtual_clock, run_until_stops_at_the_condition) {
  asio::io_context context;
  net::virtual_clock time;
  int ticks = 0;
  const auto ticking = time.make_timer(context.get_executor());
  std::function<void()> tick = [&] {
    ++ticks;
    ticking->arm(time.now() + 1s, tick);
  };
  ticking->arm(net::time_point(1s), tick);
  EXPECT_TRUE(time.run_until(context, [&] { return ticks == 5; }));
  EXPECT_EQ(in_seconds(time), 5);
  ticking->cancel();
  EXPECT_FALSE(time.run_until(context, [] { return false; }));
}

/// What holds for the timers of every clock.
class any_timer : public ::testing::TestWithParam<bool> {
 protected:
  net::clock& time() { return GetParam() ? static_cast<net::clock&>(virtual_) : net::system_clock(); }
  void run_all() {
    context_.restart();
    if (GetParam()) {
      virtual_.run_until_idle(context_);
    } else {
      context_.run();
    }
  }
  asio::io_context context_;
  net::virtual_clock virtual_;
};

TEST_P(any_timer, expires_once_and_never_inline) {
  int expired = 0;
  const auto timer = time().make_timer(context_.get_executor());
  timer->arm(time().now() - 1s, [&] { ++expired; });
  EXPECT_EQ(expired, 0);
  run_all();
  EXPECT_EQ(expired, 1);
}

TEST_P(any_timer, arming_again_forgets_the_former_wait) {
  std::string calls;
  const auto timer = time().make_timer(context_.get_executor());
  timer->arm(time().now(), [&] { calls += "former "; });
  timer->arm(time().now(), [&] { calls += "latter "; });
  run_all();
  EXPECT_EQ(calls, "latter ");
}

TEST_P(any_timer, cancel_stops_a_callback_that_is_already_queued) {
  int expired = 0;
  const auto first = time().make_timer(context_.get_executor());
  const auto second = time().make_timer(context_.get_executor());
  first->arm(time().now(), [&] {
    ++expired;
    second->cancel();
  });
  second->arm(time().now(), [&] {
    ++expired;
    first->cancel();
  });
  run_all();
  EXPECT_EQ(expired, 1);
}

TEST_P(any_timer, destruction_is_cancellation_even_from_its_own_callback) {
  int expired = 0;
  auto gone = time().make_timer(context_.get_executor());
  gone->arm(time().now(), [&] { ++expired; });
  gone.reset();
  auto suicidal = time().make_timer(context_.get_executor());
  const auto witness = std::make_shared<int>(0);
  suicidal->arm(time().now(), [&, witness] {
    suicidal.reset();
    ++*witness;
  });
  run_all();
  EXPECT_EQ(expired, 0);
  EXPECT_EQ(*witness, 1);
  EXPECT_EQ(witness.use_count(), 1);
}

TEST_P(any_timer, can_be_armed_again_from_its_callback) {
  int expired = 0;
  const auto timer = time().make_timer(context_.get_executor());
  std::function<void()> again = [&] {
    if (++expired < 3) timer->arm(time().now(), again);
  };
  timer->arm(time().now(), again);
  run_all();
  EXPECT_EQ(expired, 3);
}

TEST_P(any_timer, sleep_ends_when_cancelled) {
  auto sleeping = start(context_, net::sleep_for(time(), 10h));
  context_.poll();
  EXPECT_FALSE(sleeping.done());
  sleeping.cancel();
  run_all();
  EXPECT_EQ(sleeping.get().error(), errc::cancelled);
  EXPECT_EQ(virtual_.armed_timers(), 0U);
}

TEST_P(any_timer, sleep_for_no_time_is_over_at_once) {
  auto sleeping = start(context_, net::sleep_for(time(), 0s));
  run_all();
  EXPECT_TRUE(sleeping.get());
}

INSTANTIATE_TEST_SUITE_P(every, any_timer, ::testing::Bool(),
                         [](const auto& kind) { return std::string(kind.param ? "virtual_clock" : "system_clock"); });

TEST(signal, keeps_a_notification_for_the_next_wait) {
  asio::io_context context;
  net::signal bell(context.get_executor());
  bell.notify();
  bell.notify();
  EXPECT_TRUE(run(context, bell.wait()));
  auto waiting = start(context, bell.wait());
  context.restart();
  context.poll();
  EXPECT_FALSE(waiting.done());
  bell.notify();
  context.run();
  EXPECT_TRUE(waiting.get());
}

TEST(signal, a_cancelled_wait_takes_no_notification) {
  asio::io_context context;
  net::signal bell(context.get_executor());
  auto waiting = start(context, bell.wait());
  context.poll();
  waiting.cancel();
  context.run();
  EXPECT_EQ(waiting.get().error(), errc::cancelled);
  bell.notify();
  EXPECT_TRUE(run(context, bell.wait()));
}

}  // namespace
}  // namespace pop3kit::testing
