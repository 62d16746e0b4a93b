#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <deque>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

capabilities offer(const std::vector<std::string>& tags) {
  std::vector<capabilities::entry> told;
  for (const std::string& tag : tags) told.emplace_back(tag, std::vector<std::string>());
  return capabilities(std::move(told));
}

known_capabilities known(const std::vector<std::string>& tags) {
  return known_capabilities(offer(tags), offer(tags));
}

/// Answers the first command of each write, and throws away what arrived with it.
net::asio::awaitable<std::string> swallow_what_is_ahead(net::stream_ptr stream) {
  const std::string greeting = "+OK ready\r\n";
  const std::string agreement = "+OK\r\n";
  std::string room(4096, '\0');
  outcome<> sent = co_await stream->write(greeting);
  while (sent) {
    const outcome<std::size_t> count = co_await stream->read_some(room);
    if (!count) break;
    sent = co_await stream->write(agreement);
  }
  co_return std::string();
}

class remembered_capabilities : public ::testing::Test {
 protected:
  void remember(const std::vector<std::string>& tags) { stage_.options.remembered = known(tags); }
  result<message_listing> list() { return stage_.run(stage_.mail().list_messages(list_fields::ids_only)); }

  std::string told_;
  client_stage stage_;
};

TEST_F(remembered_capabilities, spare_the_questions_and_let_the_login_leave_at_once_rfc2449_6_6) {
  remember({"USER", "UIDL", "TOP", "PIPELINING"});
  stage_.serve(script(R"(
    S: +OK ready
    C: USER alice
    C: PASS s3cret
    S! +OK|+OK
    C: LIST
    C: UIDL
    S! +OK|1 1|.|+OK|1 a|.)"));
  EXPECT_EQ(value_of(list()).size(), 1U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, cost_a_round_trip_less_for_each_question) {
  toy_journal journal;
  toy_plan plan;
  plan.messages = numbered_messages(2);
  const auto time_of = [&journal, &plan](bool remembers) {
    client_stage stage;
    stage.round_trip = std::chrono::milliseconds(100);
    if (remembers) stage.options.remembered = known({"USER", "UIDL", "TOP", "PIPELINING"});
    stage.serve_by(toy_server(stage.time, plan, journal));
    EXPECT_EQ(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 2U);
    return stage.time.now().time_since_epoch();
  };
  // Connecting and the greeting, CAPA, USER, PASS, and CAPA with LIST and UIDL; or else USER with PASS, LIST with UIDL.
  EXPECT_EQ(time_of(false) - time_of(true), std::chrono::milliseconds(200));
}

TEST_F(remembered_capabilities, of_a_server_that_cannot_pipeline_log_in_step_by_step) {
  remember({"USER", "UIDL"});
  stage_.serve(script("S: +OK ready\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: NOOP\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, send_nothing_ahead_if_the_caller_forbids_it) {
  remember({"USER", "UIDL", "PIPELINING"});
  stage_.options.pipeline = pipelining::off;
  stage_.serve(script("S: +OK ready\nC: USER alice\nS: -ERR who?"));
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().connect())).verb(), "USER");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, name_the_command_that_was_refused_and_send_no_password_twice) {
  for (const char* replies : {"S! -ERR who?|-ERR no user", "S! +OK|-ERR [AUTH] wrong"}) {
    client_stage stage;
    stage.options.remembered = known({"USER", "PIPELINING"});
    stage.serve(script(std::string("S: +OK ready\nC: USER alice\nC: PASS s3cret\n") + replies));
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::authentication_failed);
    EXPECT_EQ(why.verb(), std::string_view(replies).starts_with("S! -ERR") ? "USER" : "PASS");
    EXPECT_EQ(stage.connections(), 1U);
  }
}

TEST_F(remembered_capabilities, are_asked_for_anew_if_the_login_that_was_sent_ahead_is_cut) {
  remember({"USER", "UIDL", "PIPELINING"});
  stage_.serve(script("S: +OK ready\nC: USER alice\nC: PASS s3cret\nreset"));
  stage_.serve(logged_in({"PIPELINING"}) + script("C: LIST\nS: +OK\nS: 1 1\nS: .\nC: UIDL\nS: +OK\nS: 1 a\nS: ."));
  EXPECT_EQ(value_of(list()).size(), 1U) << "one command at a time from here on";
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, of_a_server_that_swallows_what_is_ahead_end_at_the_deadline_once) {
  remember({"USER", "UIDL", "PIPELINING"});
  stage_.options.timeout = std::chrono::seconds(10);
  stage_.options.trace = [this](const trace_event& event) {
    if (event.kind == trace_kind::disconnected) told_ = event.text;
  };
  stage_.serve_by(swallow_what_is_ahead);
  stage_.serve_by(swallow_what_is_ahead);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().noop())).code(), errc::deadline_exceeded);
  EXPECT_EQ(stage_.time.now().time_since_epoch(), std::chrono::seconds(10));
  EXPECT_EQ(told_, "the timeout expired");
  EXPECT_TRUE(stage_.run(stage_.mail().noop())) << "one command at a time from here on";
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(remembered_capabilities, of_a_login_that_the_caller_cancels_are_sent_ahead_again) {
  remember({"USER", "UIDL", "PIPELINING"});
  stage_.serve_by(swallow_what_is_ahead);
  auto connecting = start(stage_.context, stage_.mail().connect());
  stage_.time.run_for(stage_.context, std::chrono::seconds(1));
  connecting.cancel();
  stage_.time.run_until_idle(stage_.context);
  ASSERT_TRUE(connecting.done());
  EXPECT_EQ(failure_of(connecting.get()).code(), errc::cancelled);
  stage_.serve(script("S: +OK ready\nC: USER alice\nC: PASS s3cret\nS! +OK|+OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, of_a_server_with_stls_do_not_send_stls_if_it_is_switched_off) {
  remember({"USER", "UIDL"});
  stage_.options.protection = security::stls;
  stage_.options.switched_off = {"STLS"};
  stage_.serve(script("S: +OK ready"));
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().connect())).code(), errc::tls_not_offered);
}

TEST(opening_deadline, is_the_error_of_a_mechanism_in_mid_exchange) {
  client_stage stage;
  stage.options.timeout = std::chrono::seconds(5);
  stage.serve(script("S: +OK\nC: CAPA\nS! +OK|SASL PLAIN|.\nC: AUTH PLAIN AGFsaWNlAHMzY3JldA=="));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::deadline_exceeded);
  EXPECT_EQ(why.verb(), "AUTH");
  EXPECT_EQ(why.retry_advice(), retry::now);
}

TEST_F(remembered_capabilities, are_asked_for_anew_if_no_mechanism_is_left) {
  remember({"SASL"});
  stage_.serve(script("S: +OK ready"));
  stage_.serve(logged_in() + script("C: NOOP\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().noop()));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, do_not_undo_what_was_switched_off) {
  remember({"USER", "UIDL", "PIPELINING"});
  stage_.options.switched_off = {"PIPELINING", "UIDL"};
  stage_.serve(script("S: +OK ready\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: LIST\nS: +OK\nS: 1 1\nS: ."));
  EXPECT_FALSE(value_of(list()).front().unique_id);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(remembered_capabilities, show_no_secret_in_the_trace) {
  remember({"USER", "PIPELINING"});
  stage_.options.trace = [this](const trace_event& event) { told_ += event.text + "\n"; };
  stage_.serve(script("S: +OK ready\nC: USER alice\nC: PASS s3cret\nS! +OK|+OK s3cret is right"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_THAT(told_, HasSubstr("PASS ****"));
  EXPECT_THAT(told_, Not(HasSubstr("s3cret")));
}

TEST_F(remembered_capabilities, are_what_a_login_has_learned) {
  stage_.serve_session("", {"PIPELINING"});
  EXPECT_FALSE(stage_.mail().get_known_capabilities());
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  const auto learned = stage_.mail().get_known_capabilities();
  ASSERT_TRUE(learned);
  EXPECT_TRUE(learned->before_login.user());
  EXPECT_TRUE(learned->after_login.pipelining());
}

TEST_F(remembered_capabilities, are_none_of_a_server_without_capa) {
  stage_.serve(script("S: +OK ready\nC: CAPA\nS: -ERR what?\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK"));
  EXPECT_TRUE(stage_.run(stage_.mail().connect()));
  EXPECT_FALSE(stage_.mail().get_known_capabilities());
}

TEST_F(remembered_capabilities, are_the_leader_s_for_its_followers) {
  std::deque<toy_journal> journals(2);
  stage_.options.multi = multi_connection::enable;
  stage_.options.connections_quantity = 2;
  toy_plan plan;
  plan.messages = numbered_messages(20);
  for (toy_journal& journal : journals) stage_.serve_by(toy_server(stage_.time, plan, journal));
  EXPECT_EQ(value_of(stage_.run(stage_.mail().list_messages())).size(), 20U);
  EXPECT_EQ(std::ranges::count(journals[0].lines, "CAPA"), 2);
  EXPECT_EQ(std::ranges::count(journals[1].lines, "CAPA"), 0);
  EXPECT_EQ(stage_.mail().last_report().opened, 2U);
}

TEST(capabilities_after_login, leave_with_the_listing_if_the_server_pipelines) {
  client_stage stage;
  const std::string told = "S! +OK|USER|UIDL|PIPELINING|.\n";
  stage.serve(script("S: +OK ready\nC: CAPA\n" + told + "C: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: CAPA\n" +
                     "C: LIST\nC: UIDL\n" + told + "S! +OK|1 1|.|+OK|1 a|."));
  EXPECT_EQ(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
