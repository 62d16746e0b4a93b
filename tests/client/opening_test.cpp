#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

// The way from the greeting to TRANSACTION state, over a plain stream.

TEST(opening, asks_capa_logs_in_and_asks_again_rfc2449_5) {
  client_stage stage;
  stage.serve_session("");
  EXPECT_TRUE(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, is_done_once) {
  client_stage stage;
  stage.serve_session("");
  value_of(stage.run(stage.mail().connect()));
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, happens_at_the_first_operation) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  EXPECT_EQ(stage.connections(), 0U);
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, takes_a_server_without_capa) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S: -ERR unknown command
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: NOOP
    S: +OK)"));
  value_of(stage.run(stage.mail().noop()));
  const capabilities offered = value_of(stage.run(stage.mail().get_capabilities()));
  EXPECT_TRUE(offered.entries().empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, learns_what_is_announced_only_after_the_login) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: CAPA
    S! +OK|USER|UIDL|EXPIRE 30 USER|IMPLEMENTATION Blorp 2|.
    C: CAPA
    S! +OK|USER|UIDL|EXPIRE 30 USER|IMPLEMENTATION Blorp 2|.)"));
  const capabilities offered = value_of(stage.run(stage.mail().get_capabilities()));
  EXPECT_TRUE(offered.has("uidl"));
  EXPECT_EQ(offered.implementation(), "Blorp 2");
  EXPECT_EQ(offered.find("EXPIRE")->parameters, (std::vector<std::string>{"30", "USER"}));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, keeps_the_former_capabilities_if_capa_is_refused_after_the_login) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|PIPELINING|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: CAPA
    S: -ERR not now
    C: NOOP
    S: +OK)"));
  value_of(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, prefers_plain_with_an_initial_response_rfc5034_4) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|SASL X-MOON plain|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: +OK
    C: CAPA
    S! +OK|.)"));
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, sends_a_long_response_on_a_line_of_its_own_rfc5034_4) {
  client_stage stage;
  stage.options.login = credentials("alice", std::string(300, 'x'));
  stage.serve_by([](net::stream_ptr stream) -> net::asio::awaitable<std::string> {
    std::string said;
    std::string room(4096, '\0');
    const std::string greeting = "+OK\r\n";
    const std::string offer = "+OK\r\nSASL PLAIN\r\n.\r\n";
    const std::string go_on = "+\r\n";
    const std::string fine = "+OK\r\n";
    const std::vector<std::string> replies{offer, go_on, fine, offer};
    static_cast<void>(co_await stream->write(greeting));
    for (const std::string& reply : replies) {
      const auto count = co_await stream->read_some(room);
      if (!count) co_return "lost";
      said.append(room, 0, *count);
      static_cast<void>(co_await stream->write(reply));
    }
    const bool in_two = said.find("AUTH PLAIN\r\nAGFsaWNlAHh4eHh4") != std::string::npos;
    co_return in_two ? "" : said;
  });
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, repeats_an_initial_response_that_was_ignored) {
  client_stage stage;
  stage.options.login.mechanism = "PLAIN";
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL PLAIN|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: +
    C: AGFsaWNlAHMzY3JldA==
    S: +OK
    C: CAPA
    S! +OK|.)"));
  value_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, gives_up_an_endless_challenge) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL PLAIN|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: + 
    C: AGFsaWNlAHMzY3JldA==
    S: + 
    C: *)"));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::sasl_exchange_broken);
  EXPECT_EQ(why.verb(), "AUTH");
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, gives_up_a_rubbish_challenge) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL PLAIN|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: what?
    C: *)"));
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::sasl_exchange_broken);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, sends_no_command_if_no_mechanism_fits) {
  client_stage stage;
  stage.serve(script("S: +OK\nC: CAPA\nS! +OK|SASL X-MOON|."));
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::mechanism_unavailable);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, refuses_two_greetings) {
  client_stage stage;
  stage.serve(script("S! +OK hello|+OK again"));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, refuses_nonsense_for_a_greeting) {
  client_stage stage;
  stage.serve(script("S: HTTP/1.1 400 Bad Request"));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::malformed_status_line);
  EXPECT_EQ(why.kind(), fault::protocol);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, refuses_an_endless_greeting) {
  client_stage stage;
  stage.options.limits.line_octets = 100;
  stage.serve({step::send("+OK " + std::string(200, 'x'))});
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::line_too_long);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, refuses_too_many_capabilities) {
  client_stage stage;
  stage.options.limits.capability_lines = 2;
  stage.serve(script("S: +OK\nC: CAPA\nS! +OK|A|B|C|."));
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::too_many_capabilities);
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, refuses_a_reply_after_the_reply_to_pass) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S! +OK|+OK welcome)"));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_EQ(why.verb(), "PASS");
  EXPECT_EQ(stage.differences(), "");
}

TEST(opening, reports_a_refused_connection) {
  client_stage stage;
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_EQ(why.detail(), "mail.test:110");
  EXPECT_EQ(why.retry_advice(), retry::never);
}

TEST(opening, takes_a_server_that_speaks_bare_lf) {
  client_stage stage;
  stage.serve({step::send("+OK\n"), step::expect("CAPA"), step::send("-ERR\n"), step::expect("USER alice"),
               step::send("+OK\n"), step::expect("PASS s3cret"), step::send("+OK\n"), step::expect("RETR 1"),
               step::send("+OK\n..a\nb\n.\n")});
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), ".a\nb\n");
  EXPECT_EQ(stage.differences(), "");
}

struct refusal_case {
  friend void PrintTo(const refusal_case& given, std::ostream* out) { *out << given.name; }
  const char* name;
  const char* reply;
  errc greeting;
  errc login;
  retry advice;
};

class refusal : public ::testing::TestWithParam<refusal_case> {};

TEST_P(refusal, of_the_greeting_is_typed) {
  client_stage stage;
  stage.serve(script(std::string("S: ") + GetParam().reply));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), GetParam().greeting);
  EXPECT_EQ(why.kind(), fault::refused);
  EXPECT_FALSE(why.session_usable());
  ASSERT_TRUE(why.reply());
  EXPECT_EQ(why.reply()->text, "no");
  EXPECT_EQ(stage.differences(), "");
}

TEST_P(refusal, of_the_password_is_typed_and_it_is_tried_once) {
  client_stage stage;
  stage.serve(script(std::string(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: )") + GetParam().reply));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), GetParam().login);
  EXPECT_EQ(why.verb(), "PASS");
  EXPECT_EQ(why.retry_advice(), GetParam().advice);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST_P(refusal, of_auth_is_typed) {
  client_stage stage;
  stage.serve(script(std::string(R"(
    S: +OK
    C: CAPA
    S! +OK|SASL PLAIN|USER|.
    C: AUTH PLAIN AGFsaWNlAHMzY3JldA==
    S: )") + GetParam().reply));
  const failure why = failure_of(stage.run(stage.mail().connect()));
  EXPECT_EQ(why.code(), GetParam().login);
  EXPECT_EQ(why.verb(), "AUTH");
  EXPECT_EQ(stage.differences(), "");
}

INSTANTIATE_TEST_SUITE_P(
    rfc3206, refusal,
    ::testing::Values(
        refusal_case{"none", "-ERR no", errc::greeting_refused, errc::authentication_failed, retry::never},
        refusal_case{"auth", "-ERR [AUTH] no", errc::greeting_refused, errc::authentication_failed, retry::never},
        refusal_case{"in_use", "-ERR [in-use] no", errc::in_use, errc::in_use, retry::later},
        refusal_case{"login_delay", "-ERR [LOGIN-DELAY] no", errc::login_delay, errc::login_delay, retry::later},
        refusal_case{"sys_temp", "-ERR [SYS/TEMP] no", errc::temporary_failure, errc::temporary_failure, retry::later},
        refusal_case{"sys_perm", "-ERR [SYS/PERM] no", errc::permanent_failure, errc::permanent_failure, retry::never},
        refusal_case{"unknown", "-ERR [X-MOON] no", errc::greeting_refused, errc::authentication_failed, retry::never}),
    [](const auto& given) { return std::string(given.param.name); });

}  // namespace
}  // namespace pop3kit::testing
