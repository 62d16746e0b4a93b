#include "net/time/deadline.hpp"

#include <gtest/gtest.h>

#include "support/streams.hpp"
#include "support/tls_pair.hpp"

namespace pop3kit::testing {
namespace {

using namespace std::chrono_literals;

class deadline_test : public ::testing::Test {
 protected:
  asio::io_context context_;
  net::virtual_clock time_;
  int expiries_ = 0;
  net::deadline deadline_{time_, context_.get_executor(), [this] { ++expiries_; }};
};

TEST_F(deadline_test, does_nothing_until_armed) {
  time_.run_for(context_, 1h);
  EXPECT_EQ(expiries_, 0);
  EXPECT_FALSE(deadline_.expired());
}

TEST_F(deadline_test, expires_once_at_its_moment) {
  deadline_.expires_after(10min);
  time_.run_for(context_, 10min - 1ns);
  EXPECT_EQ(expiries_, 0);
  time_.run_for(context_, 1ns);
  EXPECT_EQ(expiries_, 1);
  EXPECT_TRUE(deadline_.expired());
  time_.run_for(context_, 1h);
  EXPECT_EQ(expiries_, 1);
}

TEST_F(deadline_test, moved_on_it_expires_at_the_later_moment) {
  deadline_.expires_after(10s);
  time_.run_for(context_, 9s);
  deadline_.expires_after(10s);
  time_.run_for(context_, 9s);
  EXPECT_EQ(expiries_, 0);
  time_.run_for(context_, 1s);
  EXPECT_EQ(expiries_, 1);
}

TEST_F(deadline_test, moved_back_it_expires_at_the_earlier_moment) {
  deadline_.expires_after(10min);
  deadline_.expires_after(1s);
  time_.run_for(context_, 1s);
  EXPECT_EQ(expiries_, 1);
  time_.run_for(context_, 1h);
  EXPECT_EQ(expiries_, 1);
}

TEST_F(deadline_test, moving_on_is_a_store_and_keeps_one_timer) {
  for (int command = 0; command < 1000; ++command) deadline_.expires_after(1min + command * 1ms);
  EXPECT_EQ(time_.armed_timers(), 1U);
  time_.run_for(context_, 1min + 998ms);
  EXPECT_EQ(expiries_, 0);
  time_.run_for(context_, 1ms);
  EXPECT_EQ(expiries_, 1);
}

TEST_F(deadline_test, disarmed_it_never_calls_and_holds_no_timer) {
  deadline_.expires_after(1s);
  deadline_.disarm();
  EXPECT_EQ(time_.armed_timers(), 0U);
  time_.run_for(context_, 1h);
  EXPECT_EQ(expiries_, 0);
}

TEST_F(deadline_test, disarmed_when_its_timer_has_just_expired_it_does_not_call) {
  deadline_.expires_after(1s);
  time_.advance(1s);  // the wake-up is queued
  deadline_.disarm();
  context_.poll();
  EXPECT_EQ(expiries_, 0);
}

TEST_F(deadline_test, can_be_armed_again_after_expiry) {
  deadline_.expires_after(1s);
  time_.run_for(context_, 1s);
  deadline_.expires_after(1s);
  EXPECT_FALSE(deadline_.expired());
  time_.run_for(context_, 1s);
  EXPECT_EQ(expiries_, 2);
}

TEST_F(deadline_test, no_time_at_all_expires_at_once_and_forever_never) {
  deadline_.expires_after(net::duration::max());
  time_.run_for(context_, 24h * 365);
  EXPECT_EQ(expiries_, 0);
  deadline_.expires_after(0s);
  context_.restart();
  time_.run_for(context_, 0s);
  EXPECT_EQ(expiries_, 1);
}

TEST_F(deadline_test, destroyed_it_never_calls) {
  bool called = false;
  auto doomed = std::make_unique<net::deadline>(time_, context_.get_executor(), [&] { called = true; });
  doomed->expires_after(1s);
  time_.advance(1s);
  doomed.reset();
  time_.run_until_idle(context_);
  EXPECT_FALSE(called);
  EXPECT_EQ(time_.armed_timers(), 0U);
}

TEST_F(deadline_test, may_be_destroyed_by_its_own_callback) {
  std::unique_ptr<net::deadline> suicidal;
  int called = 0;
  suicidal = std::make_unique<net::deadline>(time_, context_.get_executor(), [&] {
    suicidal.reset();
    ++called;
  });
  suicidal->expires_after(1s);
  time_.run_until_idle(context_);
  EXPECT_EQ(called, 1);
}

TEST_F(deadline_test, ends_a_read_that_would_wait_for_ever) {
  auto [first, second] = memory_pair(context_);
  net::deadline reply(time_, context_.get_executor(), [&stream = *first] { stream.close(); });
  reply.expires_after(10min);
  const received got = run(context_, time_, read_to_end(*first));
  EXPECT_EQ(got.end, errc::cancelled);
  EXPECT_TRUE(reply.expired());
  EXPECT_EQ(time_.now().time_since_epoch(), 10min);
}

TEST_F(deadline_test, ends_a_handshake_with_a_peer_that_is_silent) {
  auto [first, second] = memory_pair(context_);
  net::deadline connecting(time_, context_.get_executor(), [&stream = *first] { stream.close(); });
  connecting.expires_after(30s);
  net::tls_diagnosis diagnosis;
  const auto connected = run(
      context_, time_,
      net::connect_tls(std::move(first), net::tls_context::make(client_settings()).value(), "localhost", diagnosis));
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error(), errc::cancelled);
  EXPECT_TRUE(connecting.expired());
}

TEST(deadline, works_on_the_system_clock) {
  asio::io_context context;
  auto [first, second] = tcp_pair(context);
  net::deadline reply(net::system_clock(), context.get_executor(), [&stream = *first] { stream.close(); });
  reply.expires_after(1ms);
  EXPECT_EQ(run(context, read_to_end(*first)).end, errc::cancelled);
  EXPECT_TRUE(reply.expired());
}

}  // namespace
}  // namespace pop3kit::testing
