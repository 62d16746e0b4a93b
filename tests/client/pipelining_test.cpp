#include "client/client_stage.hpp"
#include "client/toy_server.hpp"
#include "link/exchange.hpp"
#include "net/stream/memory_stream.hpp"

namespace pop3kit::testing {
namespace {

TEST(pipelining, sends_list_and_uidl_together_rfc2449_6_6) {
  client_stage stage;
  stage.serve_session("C: LIST\nC: UIDL\nS! +OK|1 1|.|+OK|1 a|.", {"PIPELINING"});
  EXPECT_EQ(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, keeps_order_and_one_refusal_fails_one_item) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 1|2 2|3 3|.|+OK|1 a|2 b|3 c|.
    C: TOP 1 0
    C: UIDL 1
    C: TOP 2 0
    C: TOP 3 0
    C: UIDL 3
    S! +OK|Subject: one||.|+OK 1 a|-ERR gone|+OK|Subject: three||.|+OK 3 c)",
                      {"PIPELINING"});
  const auto messages = value_of(stage.run(stage.mail().list_messages()));
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[0].headers->subject(), "one");
  EXPECT_FALSE(messages[1].headers);
  EXPECT_EQ(messages[2].headers->subject(), "three");
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, reply_too_many_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST\nC: UIDL\nS! +OK|1 1|.|+OK|1 a|.|+OK", {"PIPELINING"});
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, names_the_command_whose_reply_was_due) {
  client_stage stage;
  stage.serve_session("C: LIST\nC: UIDL\nS! +OK|1 1|.|what", {"PIPELINING"});
  const failure why = failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(why.code(), errc::malformed_status_line);
  EXPECT_EQ(why.verb(), "UIDL");
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, shows_what_was_not_stuffed_by_the_next_reply) {
  client_stage stage;
  stage.serve_session("C: LIST 1\nC: UIDL 1\nC: TOP 1 0\nS! +OK 1 9|+OK 1 a|+OK|.|Subject: late||.", {"PIPELINING"});
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_message_info(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, never_deadlocks_with_a_server_that_does_not_read_while_it_writes) {
  client_stage stage;
  stage.pipe_capacity = 64;
  toy_plan plan;
  plan.messages = numbered_messages(500);
  plan.padding = 2000;
  toy_journal journal;
  stage.serve_by(toy_server(stage.time, plan, journal));
  const auto messages = value_of(stage.run(stage.mail().list_messages()));
  ASSERT_EQ(messages.size(), 500U);
  for (const message_info& message : messages) EXPECT_EQ(message.headers->subject(), message.unique_id->str());
  EXPECT_EQ(journal.tops, 500U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, keeps_its_window) {
  client_stage stage;
  stage.round_trip = std::chrono::milliseconds(10);
  toy_plan plan;
  plan.messages = numbered_messages(1000);
  toy_journal journal;
  // Silent until nothing more comes: what arrived is what was in flight.
  plan.silent_from = 1;
  stage.serve_by(toy_server(stage.time, plan, journal));
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_messages())).code(), errc::deadline_exceeded);
  EXPECT_GT(journal.tops, 32U);
  EXPECT_LE(journal.tops, engine::pipelined.commands);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, window_in_octets_holds_too) {
  class endless final : public engine::dialogue {
   public:
    std::optional<engine::request> next(std::string& out) override {
      out.append("NOOP ").append(94, 'x').append("\r\n");
      return engine::request{wire::verb::noop};
    }
    outcome<> on_status(const engine::answer&) override { return {}; }
  };
  asio::io_context context;
  net::virtual_clock time;
  auto ends = net::make_memory_pipe(context.get_executor(), context.get_executor(), 1 << 20);
  const engine::secret_mask no_secrets;
  engine::connection link(std::move(ends.first), time, engine::tracer(engine::trace_settings(), no_secrets, 1),
                          {std::chrono::seconds(1), 512});
  endless talk;
  auto talking = start(context, engine::exchange(link, talk, engine::window{100, 1000}));
  std::string received(65536, '\0');
  const auto count = run(context, ends.second->read_some(received));
  EXPECT_EQ(count.value(), 10U * 101);
  time.run_until(context, [&] { return talking.done(); });
  EXPECT_EQ(talking.get().error().code(), errc::deadline_exceeded);
}

/// After a message of no octets, the client asks with NOOP whether more comes. A command that is sent after the NOOP
/// must not make octets after its own reply look expected.
TEST(pipelining, a_reply_too_many_after_a_probe_and_a_command_is_refused) {
  class two_messages final : public engine::dialogue {
   public:
    std::optional<engine::request> next(std::string& out) override {
      ++asked_;
      if (asked_ != 1 && asked_ != 3) return std::nullopt;  // the second one only when the probe is on its way
      out.append("RETR 1\r\n");
      return engine::request{wire::verb::retr, engine::body_kind::octets};
    }
    outcome<> on_status(const engine::answer&) override { return {}; }
    [[nodiscard]] bool falls_short(std::uint64_t octets) const override { return octets == 0; }

   private:
    int asked_ = 0;
  };
  asio::io_context context;
  net::virtual_clock time;
  auto ends = net::make_memory_pipe(context.get_executor(), context.get_executor(), 1 << 20);
  const engine::secret_mask no_secrets;
  engine::connection link(std::move(ends.first), time, engine::tracer(engine::trace_settings(), no_secrets, 1),
                          {std::chrono::seconds(1), 512});
  two_messages talk;
  auto talking = start(context, engine::exchange(link, talk, engine::pipelined));
  ASSERT_TRUE(run(context, ends.second->write(std::string_view("+OK\r\n.\r\n"))));
  context.restart();
  context.poll();
  const std::string_view replies = "+OK\r\n+OK\r\nsecond\r\n.\r\nof a message\r\n.\r\n";
  ASSERT_TRUE(run(context, ends.second->write(replies)));
  time.run_until(context, [&] { return talking.done(); });
  EXPECT_EQ(talking.get().error().code(), errc::unsolicited_data);
}

TEST(pipelining, is_lock_step_if_it_is_not_announced) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 1|2 2|.
    C: UIDL
    S! +OK|1 a|2 b|.
    C: TOP 1 0
    S! +OK|A: b||.
    C: TOP 2 0
    S! +OK|A: b||.)");
  EXPECT_TRUE(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, in_lock_step_a_reply_too_many_is_not_taken_for_the_next) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 1|.|+OK");
  const failure why = failure_of(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_EQ(why.verb(), "LIST");
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, a_connection_lost_in_a_batch_fails_it) {
  client_stage stage;
  toy_plan plan;
  plan.messages = numbered_messages(100);
  plan.closes_at = 50;
  toy_journal journal;
  stage.serve_by(toy_server(stage.time, plan, journal));
  const failure why = failure_of(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_EQ(why.verb(), "TOP");
  EXPECT_FALSE(why.session_usable());
  // Markers followed messages 1, 5 and 21. Without a marker, the place of later messages is not certain.
  EXPECT_EQ(stage.mail().last_report().connections.at(0).messages, 21U);
  EXPECT_TRUE(stage.mail().last_report().connections.at(0).cause);
  EXPECT_EQ(stage.differences(), "");
}

TEST(pipelining, octets_may_arrive_one_by_one) {
  client_stage stage;
  stage.slice = 1;
  toy_plan plan;
  plan.messages = numbered_messages(30);
  toy_journal journal;
  stage.serve_by(toy_server(stage.time, plan, journal));
  const auto messages = value_of(stage.run(stage.mail().list_messages()));
  ASSERT_EQ(messages.size(), 30U);
  for (const message_info& message : messages) EXPECT_EQ(message.headers->subject(), message.unique_id->str());
}

}  // namespace
}  // namespace pop3kit::testing
