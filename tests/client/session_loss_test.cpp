#include <gmock/gmock.h>

#include <functional>
#include <sstream>
#include <utility>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::seconds;

// What ends a session and what does not: deadlines, cancellation, a connection that fails at any step.

TEST(deadline, bounds_the_whole_of_connecting_and_logging_in) {
  client_stage stage;
  stage.options.timeout = seconds(10);
  stage.serve_by([&stage](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    const std::vector<std::string> replies{"+OK\r\n", "+OK\r\nUSER\r\n.\r\n", "+OK\r\n"};
    std::string room(4096, '\0');
    for (const std::string& reply : replies) {
      static_cast<void>(co_await net::sleep_for(stage.time, seconds(4)));
      static_cast<void>(co_await stream->write(reply));
    }
    static_cast<void>(co_await stream->read_some(room));
    co_return "";
  });
  const auto before = stage.time.now();
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::deadline_exceeded);
  EXPECT_EQ(why.verb(), "USER");
  EXPECT_EQ(why.kind(), fault::deadline);
  EXPECT_EQ(stage.time.now() - before, seconds(10));
}

TEST(deadline, bounds_connecting_to_a_host_that_does_not_answer) {
  client_stage stage;
  engine::connector never = [&stage](std::string, std::uint16_t,
                                     std::string&) -> net::asio::awaitable<outcome<net::stream_ptr>> {
    const outcome<> slept = co_await net::sleep_for(stage.time, std::chrono::hours(1));
    co_return slept ? errc::host_not_found : errc::cancelled;
  };
  async_client mail =
      engine::client_access::make(stage.context.get_executor(), stage.options, std::move(never), stage.time);
  EXPECT_EQ(failure_of(stage.run(mail.connect())).code(), errc::deadline_exceeded);
  EXPECT_EQ(stage.time.armed_timers(), 0U);
}

TEST(deadline, bounds_each_reply_and_trickling_does_not_move_it) {
  client_stage trickling;
  trickling.options.timeout = seconds(10);
  trickling.serve_by([&trickling](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::vector<std::string> opening{"+OK\r\n", "-ERR\r\n", "+OK\r\n", "+OK\r\n"};
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      const auto got = co_await stream->read_some(room);
      if (!got) co_return "lost";
    }
    const std::string octet = "+";
    for (;;) {
      static_cast<void>(co_await net::sleep_for(trickling.time, seconds(1)));
      const auto sent = co_await stream->write(octet);
      if (!sent) co_return "";
    }
  });
  value_of(trickling.run(trickling.mail().connect()));
  const auto before = trickling.time.now();
  EXPECT_EQ(failure_of(trickling.run(trickling.mail().noop())).code(), errc::deadline_exceeded);
  EXPECT_EQ(trickling.time.now() - before, seconds(10));
}

TEST(deadline, starts_afresh_every_64_kib_of_a_message) {
  client_stage stage;
  stage.options.timeout = seconds(10);
  constexpr int pieces = 8;
  stage.serve_by([&stage](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string room(4096, '\0');
    const std::vector<std::string> opening{"+OK\r\n", "-ERR\r\n", "+OK\r\n", "+OK\r\n"};
    for (const std::string& reply : opening) {
      static_cast<void>(co_await stream->write(reply));
      static_cast<void>(co_await stream->read_some(room));
    }
    const std::string begin = "+OK\r\n";
    const std::string piece = std::string(65535, 'x') + "\n";
    const std::string end = "\r\n.\r\n";
    static_cast<void>(co_await stream->write(begin));
    for (int i = 0; i < pieces; ++i) {
      static_cast<void>(co_await net::sleep_for(stage.time, seconds(9)));
      static_cast<void>(co_await stream->write(piece));
    }
    static_cast<void>(co_await stream->write(end));
    co_return "";
  });
  value_of(stage.run(stage.mail().connect()));
  const auto before = stage.time.now();
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets().size(), pieces * 65536U + 2);
  EXPECT_EQ(stage.time.now() - before, pieces * seconds(9));
}

TEST(deadline, is_not_armed_between_operations) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.time.armed_timers(), 0U);
  stage.time.run_for(stage.context, std::chrono::hours(1));
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.time.armed_timers(), 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(cancellation, ends_the_operation_and_the_session) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS: +OK");
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().connect()));
  auto fetching = start(stage.context, stage.mail().fetch_message(1));
  stage.context.restart();
  stage.context.poll();
  EXPECT_FALSE(fetching.done());
  fetching.cancel();
  stage.context.restart();
  stage.context.poll();
  ASSERT_TRUE(fetching.done());
  const failure why = failure_of(fetching.get());
  EXPECT_EQ(why.code(), errc::cancelled);
  EXPECT_FALSE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.connections(), 2U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(cancellation, ends_a_login_under_way) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA"));
  auto connecting = start(stage.context, stage.mail().connect());
  stage.context.restart();
  stage.context.poll();
  connecting.cancel();
  stage.context.restart();
  stage.context.poll();
  ASSERT_TRUE(connecting.done());
  EXPECT_EQ(failure_of(connecting.get()).code(), errc::cancelled);
  EXPECT_EQ(stage.time.armed_timers(), 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(cancellation, close_ends_an_operation_under_way) {
  client_stage stage;
  stage.serve_session("C: NOOP");
  value_of(stage.run(stage.mail().connect()));
  auto asking = start(stage.context, stage.mail().noop());
  stage.context.restart();
  stage.context.poll();
  stage.mail().close();
  stage.context.restart();
  stage.context.poll();
  ASSERT_TRUE(asking.done());
  EXPECT_EQ(failure_of(asking.get()).code(), errc::cancelled);
  EXPECT_EQ(stage.differences(), "");
}

TEST(cancellation, close_ends_a_login_under_way) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA"));
  auto connecting = start(stage.context, stage.mail().connect());
  stage.context.restart();
  stage.context.poll();
  stage.mail().close();
  stage.context.restart();
  stage.context.poll();
  ASSERT_TRUE(connecting.done());
  EXPECT_EQ(failure_of(connecting.get()).code(), errc::cancelled);
}

TEST(operations, are_one_at_a_time) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  auto first = start(stage.context, stage.mail().noop());
  auto second = start(stage.context, stage.mail().get_mailbox_info());
  stage.time.run_until(stage.context, [&] { return first.done() && second.done(); });
  EXPECT_TRUE(first.get());
  const failure why = failure_of(second.get());
  EXPECT_EQ(why.code(), errc::operation_in_progress);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(operations, by_number_do_not_survive_the_session) {
  client_stage stage;
  stage.serve_session("C: NOOP\nclose");
  stage.serve_session("C: RETR 1\nS! +OK|a|.");
  EXPECT_FALSE(stage.run(stage.mail().noop()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::session_lost);
  value_of(stage.run(stage.mail().connect()));
  EXPECT_TRUE(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(stage.differences(), "");
}

TEST(operations, by_unique_id_connect_again) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|.\nC: RETR 1\nclose");
  stage.serve_session("C: UIDL\nS! +OK|7 a|.\nC: RETR 7\nS! +OK|x|.");
  EXPECT_FALSE(stage.run(stage.mail().fetch_message(unique_id("a"))));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(unique_id("a")))).octets(), "x\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(options, that_make_no_sense_are_refused_before_anything_is_sent) {
  for (const int which : {0, 1, 2}) {
    client_stage stage;
    if (which == 0) stage.options.host.clear();
    if (which == 1) stage.options.timeout = seconds(0);
    if (which == 2) stage.options.host = "a\r\nb";
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::invalid_option);
    EXPECT_TRUE(why.session_usable());
    EXPECT_EQ(stage.connections(), 0U);
  }
}

TEST(options, that_make_no_sense_are_named) {
  const std::pair<const char*, std::function<void(client_options&)>> nonsense[] = {
      {"host is no name", [](client_options& bad) { bad.host = "pop example"; }},
      {"timeout is not above 0", [](client_options& bad) { bad.timeout = -seconds(1); }},
      {"keep_alive is below 0", [](client_options& bad) { bad.keep_alive = -seconds(1); }},
      {"reconnect.first_wait is below 0", [](client_options& bad) { bad.reconnect.first_wait = -seconds(1); }},
      {"reconnect.longest_wait is below 0", [](client_options& bad) { bad.reconnect.longest_wait = -seconds(1); }},
      {"limits.rate_window is below 0", [](client_options& bad) { bad.limits.rate_window = -seconds(1); }},
      {"limits.line_octets has no room for a reply", [](client_options& bad) { bad.limits.line_octets = 4; }},
      {"switched_off holds an empty name", [](client_options& bad) { bad.switched_off = {"TOP", ""}; }},
      {"tls has a certificate without a key; set tls.private_key_pem or tls.private_key_file",
       [](client_options& bad) { bad.tls.certificate_file = "certificate.pem"; }},
      {"tls.private_key_file is given without tls.certificate_file",
       [](client_options& bad) { bad.tls.private_key_file = "key.pem"; }},
  };
  for (const auto& [detail, spoil] : nonsense) {
    SCOPED_TRACE(detail);
    client_stage stage;
    spoil(stage.options);
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::invalid_option);
    EXPECT_EQ(why.detail(), std::string("client_options::") + detail);
    EXPECT_EQ(stage.connections(), 0U);
  }
}

TEST(options, a_password_for_a_proxy_without_a_user_name_is_refused) {
  client_stage stage;
  stage.options.proxy.emplace(proxy_kind::socks5, "proxy.test", 1080).password = "pr0xy";
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::invalid_proxy);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(options, a_pause_below_0_is_refused) {
  client_stage stage;
  EXPECT_EQ(failure_of(stage.run(stage.mail().pause(-seconds(1)))).code(), errc::invalid_option);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(options, credentials_that_would_inject_a_command_are_refused_before_anything_is_sent) {
  client_stage stage;
  stage.options.login.password = "x\r\nDELE 1";
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::line_break_in_argument);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(options, missing_credentials_are_refused_before_anything_is_sent) {
  client_stage stage;
  stage.options.login.user.clear();
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::credentials_missing);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(options, pipelining_can_be_switched_off) {
  client_stage stage;
  stage.options.pipeline = pipelining::off;
  stage.serve_session("C: LIST\nS! +OK|.\nC: UIDL\nS! +OK|.", {"PIPELINING"});
  EXPECT_TRUE(stage.run(stage.mail().list_messages()));
  EXPECT_EQ(stage.differences(), "");
}

// fail_each_step over every operation: a typed error, no hang, and no session afterwards.

using operation = std::function<result<>(client_stage&)>;

template <class T>
result<> without_value(result<T> outcome) {
  if (!outcome) return outcome.error();
  return {};
}

struct step_case {
  step_case(std::string what, std::string dialogue, operation call)
      : name(std::move(what)), transcript(std::move(dialogue)), run(std::move(call)) {}
  friend void PrintTo(const step_case& given, std::ostream* out) { *out << given.name; }
  std::string name;
  std::string transcript;
  operation run;
};

class each_step : public ::testing::TestWithParam<step_case> {};

TEST_P(each_step, that_fails_is_typed_and_ends_the_session) {
  const std::size_t disturbed = fail_each_step([this](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    client_stage stage;
    stage.plan = plan;
    stage.serve_session(GetParam().transcript, {"PIPELINING"});
    const result<> done = GetParam().run(stage);
    if (!plan->fired()) {
      EXPECT_TRUE(done) << done.error().message();
      return;
    }
    const failure why = failure_of(done);
    EXPECT_EQ(why.kind(), fault::transport) << why.message();
    EXPECT_FALSE(why.session_usable());
    EXPECT_EQ(stage.time.armed_timers(), 0U);
  });
  EXPECT_GE(disturbed, 9U);
}

INSTANTIATE_TEST_SUITE_P(
    every_operation, each_step,
    ::testing::Values(
        step_case("connect", "", [](client_stage& on) { return on.run(on.mail().connect()); }),
        step_case("stat", "C: STAT\nS: +OK 1 2",
                  [](client_stage& on) { return without_value(on.run(on.mail().get_mailbox_info())); }),
        step_case("size", "C: LIST 1\nS: +OK 1 2",
                  [](client_stage& on) { return without_value(on.run(on.mail().get_message_size(1))); }),
        step_case("headers", "C: TOP 1 0\nS! +OK|A: b||.",
                  [](client_stage& on) { return without_value(on.run(on.mail().get_message_headers(1))); }),
        step_case("fetch", "C: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS: +OK\nS: x\nS: .",
                  [](client_stage& on) { return without_value(on.run(on.mail().fetch_message(unique_id("a")))); }),
        step_case("save", "C: RETR 1\nS: +OK\nS: x\nS: .",
                  [](client_stage& on) {
                    std::ostringstream out;
                    return on.run(on.mail().save_message(1, out));
                  }),
        step_case("info", "C: LIST 1\nC: UIDL 1\nC: TOP 1 0\nS: +OK 1 2\nS: +OK 1 a\nS! +OK|A: b||.",
                  [](client_stage& on) { return without_value(on.run(on.mail().get_message_info(1))); }),
        step_case("list", "C: LIST\nC: UIDL\nS! +OK|1 2|.\nS! +OK|1 a|.\nC: TOP 1 0\nS! +OK|A: b||.",
                  [](client_stage& on) { return without_value(on.run(on.mail().list_messages())); }),
        step_case("list_unique_ids", "C: UIDL\nS! +OK|1 a|.",
                  [](client_stage& on) { return without_value(on.run(on.mail().list_unique_ids())); }),
        step_case("delete_one", "C: DELE 1\nS: +OK",
                  [](client_stage& on) { return on.run(on.mail().delete_message(1)); }),
        step_case("delete_all", "C: LIST\nC: UIDL\nS! +OK|1 2|2 3|.\nS! +OK|1 a|.\nC: DELE 1\nC: DELE 2\nS! +OK|+OK",
                  [](client_stage& on) { return on.run(on.mail().delete_messages()); }),
        step_case("undelete", "C: RSET\nS: +OK",
                  [](client_stage& on) { return on.run(on.mail().undelete_messages()); }),
        step_case("capabilities", "C: CAPA\nS! +OK|USER|.",
                  [](client_stage& on) { return without_value(on.run(on.mail().get_capabilities())); }),
        step_case("noop", "C: NOOP\nS: +OK", [](client_stage& on) { return on.run(on.mail().noop()); }),
        step_case("validate", "", [](client_stage& on) { return on.run(on.mail().validate_credentials()); })),
    [](const auto& given) { return given.param.name; });

TEST(each_step_of_a_commit, that_fails_is_said_to_be_unknown) {
  fail_each_step([](const std::shared_ptr<fail_plan>& plan) {
    SCOPED_TRACE(plan->fail_at);
    client_stage stage;
    stage.plan = plan;
    stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: +OK");
    const result<> marked = stage.run(stage.mail().delete_message(1));
    if (!marked) return;
    const result<commit_report> report = stage.run(stage.mail().commit_deletes());
    ASSERT_TRUE(report);
    const bool committed = report->status == commit_status::committed;
    EXPECT_TRUE(committed || report->status == commit_status::unknown);
    EXPECT_EQ(report->messages.size(), 1U);
    EXPECT_EQ(committed, !report->cause);
  });
}

}  // namespace
}  // namespace pop3kit::testing
