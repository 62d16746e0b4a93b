#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "link/pace_watch.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The minimum rate, and what does not count against a server's time.

/// Logs in, and then sends a message of so many pieces, each after a wait.
server_part slow_message(net::clock& time, std::size_t pieces, std::size_t octets, net::duration wait) {
  return [&time, pieces, octets, wait](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::vector<std::string> opening{"+OK\r\n", "-ERR\r\n", "+OK\r\n", "+OK\r\n"};
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      static_cast<void>(co_await stream->read_some(room));
    }
    const std::string begin = "+OK\r\n";
    const std::string piece = std::string(octets - 2, 'x') + "\r\n";
    const std::string end = ".\r\n";
    static_cast<void>(co_await stream->write(begin));
    for (std::size_t i = 0; i < pieces; ++i) {
      static_cast<void>(co_await net::sleep_for(time, wait));
      const auto sent = co_await stream->write(piece);
      if (!sent) co_return "";
    }
    static_cast<void>(co_await stream->write(end));
    co_return "";
  };
}

TEST(minimum_rate, ends_a_message_that_trickles) {
  client_stage stage;
  stage.options.limits.minimum_rate = 1000;
  stage.options.limits.rate_window = seconds(4);
  stage.serve_by(slow_message(stage.time, 100, 999, seconds(1)));
  value_of(stage.run(stage.mail().connect()));
  const auto before = stage.time.now();
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::too_slow);
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_EQ(why.retry_advice(), retry::now);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.time.now() - before, seconds(4));
  EXPECT_EQ(stage.time.armed_timers(), 1U) << "the server's own";
}

TEST(minimum_rate, ends_a_message_that_stops_before_the_deadline_does) {
  client_stage stage;
  stage.options.limits.minimum_rate = 1;
  stage.options.limits.rate_window = seconds(5);
  stage.serve_session("C: RETR 1\nS: +OK\nS: half");
  value_of(stage.run(stage.mail().connect()));
  const auto before = stage.time.now();
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::too_slow);
  EXPECT_EQ(stage.time.now() - before, seconds(5));
}

TEST(minimum_rate, is_met_by_a_server_that_keeps_it) {
  client_stage stage;
  stage.options.limits.minimum_rate = 600;
  stage.options.limits.rate_window = seconds(3);
  stage.serve_by(slow_message(stage.time, 50, 1000, seconds(1)));
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets().size(), 50'000U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(minimum_rate, holds_for_listings_too) {
  client_stage stage;
  stage.options.limits.minimum_rate = 1000;
  stage.options.limits.rate_window = seconds(2);
  stage.serve_session("C: UIDL\nS: +OK\nS: 1 a");
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_unique_ids())).code(), errc::too_slow);
}

TEST(minimum_rate, does_not_concern_single_replies) {
  client_stage stage;
  stage.options.timeout = seconds(60);
  stage.options.limits.minimum_rate = 1000;
  stage.options.limits.rate_window = seconds(2);
  stage.serve_session("C: NOOP");
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).code(), errc::deadline_exceeded);
}

TEST(minimum_rate, without_a_window_is_an_invalid_option) {
  client_stage stage;
  stage.options.limits.minimum_rate = 1;
  stage.options.limits.rate_window = seconds(0);
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::invalid_option);
}

TEST(pace_watch, does_not_count_the_time_between_two_waits) {
  asio::io_context context;
  net::virtual_clock time;
  bool slow = false;
  engine::pace_watch watch(time, context.get_executor(), {700, seconds(2)}, [&slow] { slow = true; });
  watch.begin();
  for (int i = 0; i < 8; ++i) {
    watch.wait_begins();
    time.run_for(context, milliseconds(500));
    watch.wait_ends(500);
    time.run_for(context, seconds(100));
  }
  EXPECT_FALSE(slow);
  watch.wait_begins();
  time.run_for(context, milliseconds(1999));
  EXPECT_FALSE(slow);
  time.run_for(context, milliseconds(1));
  EXPECT_TRUE(slow);
  EXPECT_TRUE(watch.fired());
}

TEST(deadline, is_not_used_up_by_the_time_that_a_sink_takes) {
  client_stage stage;
  stage.options.timeout = seconds(10);
  stage.serve_by(slow_message(stage.time, 4, 1000, seconds(2)));
  value_of(stage.run(stage.mail().connect()));
  const octet_sink lazy = [&stage](std::span<const char>) -> result<> {
    stage.time.advance(seconds(100));
    return {};
  };
  const auto saved = stage.run(stage.mail().save_message(1, lazy));
  EXPECT_TRUE(saved) << saved.error().message();
}

TEST(unique_ids, of_any_length_are_kept_unless_bounded) {
  const std::string id(5000, 'i');
  for (const bool bounded : {false, true}) {
    client_stage stage;
    if (bounded) stage.options.limits.unique_id_octets = 4999;
    stage.serve_session("C: UIDL\nS! +OK|1 " + id + "|.");
    const auto listed = stage.run(stage.mail().list_unique_ids());
    if (bounded) {
      EXPECT_EQ(failure_of(listed).code(), errc::unique_id_too_long);
    } else {
      EXPECT_EQ(value_of(listed).front().unique_id, unique_id(id));
    }
    EXPECT_EQ(stage.differences(), "");
  }
}

}  // namespace
}  // namespace pop3kit::testing
