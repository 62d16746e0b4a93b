#include <gmock/gmock.h>

#include <utility>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

// docs/reference/errors.md: what a failure says about the session, about another try and about the server's words.

TEST(failure_advice, follows_the_response_code_of_a_message_rfc3206) {
  struct expectation {
    const char* reply;
    errc code;
    retry again;
  };
  const expectation expected[] = {
      {"-ERR [AUTH] not yours", errc::refused, retry::never},
      {"-ERR [SYS/TEMP] busy", errc::temporary_failure, retry::later},
      {"-ERR [SYS/PERM] broken", errc::permanent_failure, retry::never},
      {"-ERR [IN-USE] locked", errc::in_use, retry::later},
      {"-ERR no such message", errc::no_such_message, retry::never},
      {"-ERR [X-OTHER] no such message", errc::no_such_message, retry::never},
      {"-ERR [SYS/TEMP] no such message", errc::temporary_failure, retry::later},
      {"-ERR [X-OTHER] not today", errc::refused, retry::never},
  };
  for (const expectation& each : expected) {
    SCOPED_TRACE(each.reply);
    client_stage stage;
    stage.serve_session(std::string("C: RETR 1\nS: ") + each.reply + "\nC: NOOP\nS: +OK");
    const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
    EXPECT_EQ(why.code(), each.code);
    EXPECT_EQ(why.retry_advice(), each.again);
    EXPECT_TRUE(why.session_usable());
    EXPECT_TRUE(stage.run(stage.mail().noop()));
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(failure_advice, utf8_in_a_refused_login_is_about_no_message_rfc6856_5) {
  for (const char* refused : {"S: -ERR [UTF8] no", "S: +OK\nC: PASS s3cret\nS: -ERR [UTF8] no"}) {
    client_stage stage;
    stage.serve(script(std::string("S: +OK\nC: CAPA\nS: -ERR\nC: USER alice\n") + refused));
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::authentication_failed);
    ASSERT_TRUE(why.reply());
    EXPECT_EQ(why.reply()->code, response_code::utf8);
    EXPECT_FALSE(why.session_usable());
  }
}

TEST(failure_advice, follows_the_response_code_of_a_refused_login_rfc2449_8_rfc3206) {
  const std::pair<const char*, errc> expected[] = {
      {"no", errc::authentication_failed},           {"[AUTH] no", errc::authentication_failed},
      {"[X-OTHER] no", errc::authentication_failed}, {"[SYS/TEMP] no", errc::temporary_failure},
      {"[SYS/PERM] no", errc::permanent_failure},    {"[IN-USE] no", errc::in_use},
      {"[LOGIN-DELAY] no", errc::login_delay},
  };
  for (const auto& [reply, code] : expected) {
    client_stage stage;
    stage.serve(
        script(std::string("S: +OK\nC: CAPA\nS: -ERR\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: -ERR ") + reply));
    EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), code) << reply;
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(failure_advice, an_empty_sink_or_handler_is_an_invalid_option_and_nothing_is_sent) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().connect()));
  const std::vector<message_reference> one(1, message_reference(1));
  const failure failures[] = {
      failure_of(stage.run(stage.mail().save_message(1, octet_sink()))),
      failure_of(stage.run(stage.mail().fetch_messages(message_handler()))),
      failure_of(stage.run(stage.mail().fetch_messages(one, message_handler()))),
      failure_of(stage.run(stage.mail().get_message_headers(one, header_handler()))),
  };
  for (const failure& each : failures) {
    EXPECT_EQ(each.code(), errc::invalid_option);
    EXPECT_TRUE(each.session_usable());
    EXPECT_TRUE(each.detail().ends_with(" is empty")) << each.detail();
  }
  value_of(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(failure_advice, an_empty_sink_or_handler_of_a_blocking_client_is_an_invalid_option_before_it_connects) {
  client mail("127.0.0.1", 1, "alice", "s3cret", security::none);  // nothing listens there
  const std::vector<message_reference> one(1, message_reference(1));
  const failure failures[] = {
      failure_of(mail.save_message(1, octet_sink())),
      failure_of(mail.fetch_messages(message_handler())),
      failure_of(mail.fetch_messages(one, message_handler())),
      failure_of(mail.get_message_headers(one, header_handler())),
  };
  for (const failure& each : failures) {
    EXPECT_EQ(each.code(), errc::invalid_option);
    EXPECT_EQ(each.kind(), fault::misuse);
  }
}

TEST(failure_advice, an_optional_handler_may_be_empty) {
  client_stage stage;
  stage.options.trace = trace_sink();
  stage.serve_session("C: NOOP\nS: +OK");
  stage.mail().watch_progress(progress_handler());
  value_of(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(failure_advice, follows_the_response_code_of_a_refused_stls_rfc2595_4) {
  for (const auto& [reply, again] : {std::pair("-ERR [SYS/TEMP] no entropy", retry::later),
                                     std::pair("-ERR [AUTH] not you", retry::never), std::pair("-ERR", retry::never)}) {
    client_stage stage;
    stage.options.protection = security::stls;
    stage.serve(script(std::string("S: +OK\nC: CAPA\nS! +OK|STLS|.\nC: STLS\nS: ") + reply));
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), errc::tls_refused);
    EXPECT_EQ(why.retry_advice(), again);
    EXPECT_TRUE(why.reply());
    EXPECT_FALSE(why.session_usable());
  }
}

TEST(failure_advice, follows_the_response_code_of_a_refused_commit_rfc3206) {
  for (const auto& [reply, code] :
       {std::pair("-ERR [SYS/TEMP] busy", errc::temporary_failure), std::pair("-ERR [AUTH] no", errc::commit_rejected),
        std::pair("-ERR no", errc::commit_rejected)}) {
    client_stage stage;
    stage.serve_session(std::string("C: DELE 1\nS: +OK\nC: QUIT\nS: ") + reply);
    value_of(stage.run(stage.mail().delete_message(1)));
    const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
    EXPECT_EQ(report.status, commit_status::rejected);
    EXPECT_EQ(report.cause->code(), code);
    EXPECT_FALSE(report.cause->session_usable());
  }
}

TEST(failure_advice, has_no_reply_if_nothing_was_asked) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|.\nC: DELE 1\nS: +OK");
  const failure unknown = failure_of(stage.run(stage.mail().fetch_message(unique_id("zz"))));
  value_of(stage.run(stage.mail().delete_message(unique_id("a"))));
  const failure deleted = failure_of(stage.run(stage.mail().fetch_message(unique_id("a"))));
  for (const failure& why : {unknown, deleted}) {
    EXPECT_EQ(why.code(), errc::no_such_message);
    EXPECT_FALSE(why.reply());
    EXPECT_TRUE(why.session_usable());
  }
  EXPECT_EQ(unknown.detail(), "unique-id zz");
  EXPECT_EQ(deleted.detail(), "unique-id a, which is marked as deleted");
  EXPECT_EQ(stage.differences(), "");
}

TEST(failure_advice, of_a_lost_session_ends_with_connect) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 1 2\nC: NOOP\nclose");
  stage.serve_session("C: RETR 1\nS! +OK|x|.");
  value_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).retry_advice(), retry::now);
  for (int again = 0; again < 2; ++again) {
    const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
    EXPECT_EQ(why.code(), errc::session_lost);
    EXPECT_EQ(why.retry_advice(), retry::never);
    EXPECT_FALSE(why.session_usable());
  }
  value_of(stage.run(stage.mail().connect()));
  EXPECT_TRUE(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(stage.differences(), "");
}

TEST(failure_advice, of_a_number_of_an_earlier_session_leaves_the_present_one) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 1 2\nC: NOOP\nclose");
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_FALSE(stage.run(stage.mail().noop()));
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(failure_advice, of_misuse_that_shows_while_logging_in_leaves_no_session) {
  struct expectation {
    const char* transcript;
    errc code;
    void (*spoil)(client_options&);
  };
  const expectation expected[] = {
      {"C: CAPA\nS! +OK|USER|.\nC: USER alice\nS: +OK", errc::argument_too_long,
       [](client_options& bad) { bad.login.password = std::string(300, 'x'); }},
      {"C: CAPA\nS! +OK|USER|.", errc::mechanism_unavailable,
       [](client_options& bad) { bad.login.mechanism = "SCRAM-SHA-256"; }},
      {"C: CAPA\nS! +OK|USER|.", errc::capability_missing, [](client_options& bad) { bad.utf8 = utf8_mode::required; }},
  };
  for (const expectation& each : expected) {
    client_stage stage;
    each.spoil(stage.options);
    stage.serve(script(std::string("S: +OK\n") + each.transcript));
    const failure why = failure_of(stage.run(stage.mail().connect()));
    EXPECT_EQ(why.code(), each.code);
    EXPECT_EQ(why.kind(), fault::misuse);
    EXPECT_FALSE(why.session_usable()) << why.message();
    EXPECT_EQ(stage.differences(), "");
  }
}

}  // namespace
}  // namespace pop3kit::testing
