#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

// Octets that arrive, or a connection that ends, while no operation runs.

/// What the server sends or does once the client has paused for a second.
server_part later_on(net::clock& time, const std::string& transcript, std::vector<step> afterwards) {
  return [&time, transcript, afterwards](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    const std::vector<std::string> opening{"+OK\r\n", "+OK\r\nUSER\r\n.\r\n", "+OK\r\n", "+OK\r\n",
                                           "+OK\r\nUSER\r\n.\r\n"};
    std::string room(4096, '\0');
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      if (&reply != &opening.back()) static_cast<void>(co_await stream->read_some(room));
    }
    if (!transcript.empty()) {
      static_cast<void>(co_await stream->read_some(room));
      static_cast<void>(co_await stream->write(transcript));
    }
    static_cast<void>(co_await net::sleep_for(time, seconds(1)));
    co_return co_await play_script(std::move(stream), afterwards);
  };
}

void pause(client_stage& stage) {
  stage.time.run_for(stage.context, seconds(2));
}

TEST(unasked, octets_are_not_taken_for_the_next_reply) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "", {step::send("+OK late\r\n")}));
  value_of(stage.run(stage.mail().connect()));
  pause(stage);
  const failure why = failure_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(unasked, octets_before_quit_leave_the_marks_void) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "+OK\r\n", {step::send("+OK late\r\n")}));
  value_of(stage.run(stage.mail().delete_message(1)));
  pause(stage);
  const failure why = failure_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_EQ(why.detail(), "with messages marked as deleted: none was removed");
  EXPECT_EQ(stage.differences(), "");
}

TEST(idle_session, that_the_server_ended_is_replaced_before_anything_is_sent) {
  for (const bool with_farewell : {false, true}) {
    SCOPED_TRACE(with_farewell);
    client_stage stage;
    std::vector<step> end{step::close()};
    if (with_farewell) end.insert(end.begin(), step::send("-ERR Disconnected for inactivity.\r\n"));
    stage.serve_by(later_on(stage.time, "", end));
    stage.serve_session("C: STAT\nS: +OK 1 2");
    value_of(stage.run(stage.mail().connect()));
    pause(stage);
    EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 1U);
    EXPECT_EQ(stage.connections(), 2U);
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(idle_session, that_the_server_ended_takes_its_numbers_with_it) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "", {step::close()}));
  value_of(stage.run(stage.mail().connect()));
  pause(stage);
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::session_lost);
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(idle_session, that_is_replaced_without_a_word_keeps_its_numbers_from_the_next_one) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "", {step::close()}));
  stage.serve_session("C: STAT\nS: +OK 1 2\nC: RETR 1\nS! +OK|a|.");
  value_of(stage.run(stage.mail().connect()));
  pause(stage);
  value_of(stage.run(stage.mail().get_message_count()));
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_TRUE(why.session_usable());
  value_of(stage.run(stage.mail().connect()));
  EXPECT_TRUE(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(stage.connections(), 2U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(idle_session, that_the_server_ended_takes_its_marks_with_it) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "+OK\r\n", {step::reset()}));
  value_of(stage.run(stage.mail().delete_message(1)));
  pause(stage);
  EXPECT_EQ(failure_of(stage.run(stage.mail().commit_deletes())).code(), errc::session_lost);
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).code(), errc::session_lost);
  EXPECT_EQ(stage.differences(), "");
}

TEST(idle_session, that_the_server_ended_is_left_without_a_failure) {
  client_stage stage;
  stage.serve_by(later_on(stage.time, "", {step::close()}));
  stage.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  pause(stage);
  EXPECT_TRUE(stage.run(stage.mail().quit()));
  EXPECT_TRUE(stage.run(stage.mail().get_message_count()));
  EXPECT_EQ(stage.differences(), "");
}

std::string noops(std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += "C: NOOP\nS: +OK\n";
  return lines;
}

TEST(keep_alive, sends_noop_while_the_caller_pauses) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.serve_session(noops(5) + "C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  stage.time.run_for(stage.context, minutes(26));
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 1U);
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, is_off_unless_asked_for) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.time.armed_timers(), 0U);
  stage.time.run_for(stage.context, minutes(60));
  value_of(stage.run(stage.mail().get_message_count()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, counts_from_the_latest_operation) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.serve_session("C: STAT\nS: +OK 1 2\nC: STAT\nS: +OK 1 2\nC: NOOP\nS: +OK");
  for (int i = 0; i < 2; ++i) {
    value_of(stage.run(stage.mail().get_message_count()));
    stage.time.run_for(stage.context, minutes(4));
  }
  stage.time.run_for(stage.context, minutes(2));
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, an_operation_waits_for_the_noop_under_way) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.serve_by([&stage](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    const std::string name = "-ERR\r\n";
    const std::string agreed = "+OK 1 2\r\n";
    std::string room(4096, '\0');
    const std::vector<std::string> opening{agreed, name, agreed, agreed};
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      static_cast<void>(co_await stream->read_some(room));
    }
    static_cast<void>(co_await net::sleep_for(stage.time, seconds(10)));
    static_cast<void>(co_await stream->write(agreed));
    const auto got = co_await stream->read_some(room);
    if (!got || std::string_view(room).substr(0, *got) != "STAT\r\n") co_return "no STAT";
    static_cast<void>(co_await stream->write(agreed));
    static_cast<void>(co_await stream->read_some(room));
    co_return "";
  });
  value_of(stage.run(stage.mail().connect()));
  stage.time.run_for(stage.context, minutes(5) + seconds(1));
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, that_is_not_answered_loses_the_session) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.options.timeout = seconds(30);
  stage.serve_session("C: NOOP");
  stage.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  stage.time.run_for(stage.context, minutes(6));
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 1U);
  EXPECT_EQ(stage.connections(), 2U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, a_client_may_go_while_a_noop_is_under_way) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.serve_session("C: NOOP");
  value_of(stage.run(stage.mail().connect()));
  stage.time.run_for(stage.context, minutes(5) + seconds(1));
  stage.forget_client();
  stage.time.run_until_idle(stage.context);
  EXPECT_EQ(stage.time.armed_timers(), 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(keep_alive, close_ends_a_noop_under_way) {
  client_stage stage;
  stage.options.keep_alive = minutes(5);
  stage.serve_session("C: NOOP");
  stage.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  stage.time.run_for(stage.context, minutes(5) + seconds(1));
  stage.mail().close();
  EXPECT_TRUE(stage.run(stage.mail().get_message_count()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(pause, sends_noop_meanwhile) {
  client_stage stage;
  stage.options.keep_alive = minutes(4);
  stage.serve_session(noops(2) + "C: STAT\nS: +OK 1 2");
  const auto before = stage.time.now();
  value_of(stage.run(stage.mail().pause(minutes(12))));
  EXPECT_EQ(stage.time.now() - before, minutes(12));
  value_of(stage.run(stage.mail().get_message_count()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(pause, can_be_cancelled_and_leaves_the_session) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage.run(stage.mail().connect()));
  auto pausing = start(stage.context, stage.mail().pause(minutes(12)));
  stage.context.restart();
  stage.context.poll();
  pausing.cancel();
  stage.context.restart();
  stage.context.poll();
  ASSERT_TRUE(pausing.done());
  const failure why = failure_of(pausing.get());
  EXPECT_EQ(why.code(), errc::cancelled);
  EXPECT_TRUE(why.session_usable());
  value_of(stage.run(stage.mail().get_message_count()));
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
