#include "link/pipelining_pace.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using engine::pipelining_gain;
using engine::pipelining_pace;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::size_t all = 256;

/// Replies of 4 KiB, at moments that the test chooses.
class replies {
 public:
  explicit replies(net::duration usual) : pace(pipelining_gain::unknown, usual) {}

  /// Commands are in flight as far as the pace allows; each takes `ahead`, or `alone` if it is the only one.
  void take(std::size_t count, net::duration ahead, net::duration alone) {
    for (; count != 0; --count) {
      const std::size_t window = pace.window(all);
      const bool was_ahead = window != 1;
      if (window != 0) in_flight_ = window;
      --in_flight_;
      now_ += was_ahead ? ahead : alone;
      pace.note_reply(now_, 4096, was_ahead, window == 0 ? in_flight_ : window - 1);
    }
  }

  pipelining_pace pace;

 private:
  net::time_point now_{};
  std::size_t in_flight_ = 0;
};

TEST(pipelining_pace, begins_with_a_small_window_and_opens_it_for_quick_replies_rfc2449_6_6) {
  replies seen(milliseconds(1));
  EXPECT_EQ(seen.pace.window(all), 16U);
  EXPECT_EQ(seen.pace.window(4), 4U);
  seen.take(9, microseconds(100), milliseconds(1));
  EXPECT_EQ(seen.pace.gain(), pipelining_gain::proved);
  EXPECT_EQ(seen.pace.window(all), all);
}

TEST(pipelining_pace, sends_all_it_may_to_a_distant_server) {
  EXPECT_EQ(replies(milliseconds(20)).pace.window(all), all);
}

TEST(pipelining_pace, falls_back_to_one_command_at_a_time_if_that_is_faster) {
  replies seen(microseconds(100));
  seen.take(100, milliseconds(2), microseconds(150));
  EXPECT_EQ(seen.pace.gain(), pipelining_gain::none);
  EXPECT_EQ(seen.pace.window(all), 1U);
  EXPECT_TRUE(seen.pace.one_at_a_time());
}

TEST(pipelining_pace, stays_with_pipelining_if_one_command_at_a_time_is_no_faster) {
  replies seen(microseconds(100));
  seen.take(100, milliseconds(4), milliseconds(5));
  EXPECT_EQ(seen.pace.gain(), pipelining_gain::proved);
  EXPECT_EQ(seen.pace.window(all), all);
}

TEST(pipelining_pace, takes_a_short_delay_for_chance) {
  replies seen(microseconds(100));
  seen.take(1, milliseconds(1), milliseconds(1));
  seen.take(1, milliseconds(15), milliseconds(1));
  seen.take(200, microseconds(20), milliseconds(1));
  EXPECT_EQ(seen.pace.gain(), pipelining_gain::proved);
}

TEST(pipelining_pace, tries_pipelining_again_after_many_replies) {
  replies seen(microseconds(100));
  seen.take(100, milliseconds(2), microseconds(150));
  ASSERT_EQ(seen.pace.gain(), pipelining_gain::none);
  seen.take(2200, microseconds(20), microseconds(150));
  EXPECT_EQ(seen.pace.gain(), pipelining_gain::proved) << "the server was only busy with something else";
}

/// Virtual time that a transfer takes from a server that delays the replies to commands sent ahead.
net::duration time_of_transfer(pipelining how, std::size_t count, net::duration delay_of_pipelined) {
  toy_journal journal;
  client_stage stage;
  stage.options.pipeline = how;
  toy_plan plan;
  plan.messages = numbered_messages(count);
  plan.message_time = microseconds(100);
  plan.pipelined_time = delay_of_pipelined;
  stage.serve_by(toy_server(stage.time, plan, journal));
  recording_receiver receiver;
  EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(receiver))).messages, count);
  return stage.time.now().time_since_epoch();
}

TEST(pipelining_that_makes_it_slower, is_given_up_on_the_way) {
  const net::duration alone = time_of_transfer(pipelining::off, 2000, milliseconds(2));
  const net::duration automatic = time_of_transfer(pipelining::automatic, 2000, milliseconds(2));
  EXPECT_EQ(alone, milliseconds(200));
  EXPECT_LT(automatic, 2 * alone) << "2,000 delays would take 4 s";
}

TEST(pipelining_that_makes_it_slower, is_not_tried_again_in_the_next_operation) {
  toy_journal journal;
  client_stage stage;
  toy_plan plan;
  plan.messages = numbered_messages(100);
  plan.pipelined_time = milliseconds(10);
  stage.serve_by(toy_server(stage.time, plan, journal));
  recording_receiver first;
  recording_receiver second;
  value_of(stage.run(stage.mail().save_messages(first)));
  const net::time_point before = stage.time.now();
  value_of(stage.run(stage.mail().save_messages(second)));
  EXPECT_EQ(stage.time.now() - before, net::duration::zero());
  EXPECT_EQ(second.whole.size(), 100U);
}

}  // namespace
}  // namespace pop3kit::testing
