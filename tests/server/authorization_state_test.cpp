#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class authorization_state : public ::testing::Test {
 protected:
  stage on_;
};

constexpr const char* logged_in = "+OK alice's maildrop has 2 messages (320 octets)\r\n";

TEST_F(authorization_state, greeting_is_one_positive_line_rfc1939_4) {
  EXPECT_EQ(on_.connect_raw().take(), "+OK pop3kit POP3 server ready\r\n");
}

TEST_F(authorization_state, user_and_pass_rfc1939_7) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
  EXPECT_EQ(client.ask("PASS s3cret\r\n"), logged_in);
}

TEST_F(authorization_state, a_password_may_hold_spaces_rfc1939_7) {
  on_.alice().password = "two  words ";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\nPASS two  words \r\n"), std::string("+OK send PASS\r\n") + logged_in);
}

TEST_F(authorization_state, a_wrong_password_says_auth_rfc3206_5) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\nPASS wrong\r\n"), std::string("+OK send PASS\r\n") + wrong_login);
}

TEST_F(authorization_state, an_unknown_user_and_a_wrong_password_get_the_same_answer) {
  line_client& known = on_.connect();
  line_client& unknown = on_.connect();
  EXPECT_EQ(known.ask("USER alice\r\nPASS wrong\r\n"), unknown.ask("USER mallory\r\nPASS wrong\r\n"));
}

TEST_F(authorization_state, an_unknown_user_does_not_enter_with_an_empty_password) {
  // AGFsAA== is NUL a l NUL: a name and no password.
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsAA==\r\n").substr(0, 4), "-ERR");
  EXPECT_EQ(client.ask("USER mallory\r\nPASS  \r\n"), std::string("+OK send PASS\r\n") + wrong_login);
}

TEST_F(authorization_state, a_locked_maildrop_is_reported_only_after_the_right_password) {
  on_.connect().log_in();
  EXPECT_EQ(on_.connect().ask("USER alice\r\nPASS wrong\r\n"), std::string("+OK send PASS\r\n") + wrong_login);
}

TEST_F(authorization_state, a_session_may_try_again_after_a_wrong_password) {
  line_client& client = on_.connect();
  client.ask("USER alice\r\nPASS wrong\r\n");
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\n"), std::string("+OK send PASS\r\n") + logged_in);
}

TEST_F(authorization_state, pass_needs_a_user_before_it_rfc1939_7) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("PASS s3cret\r\n"), "-ERR USER first\r\n");
}

TEST_F(authorization_state, a_failed_pass_forgets_the_user_rfc1939_7) {
  line_client& client = on_.connect();
  client.ask("USER alice\r\nPASS wrong\r\n");
  EXPECT_EQ(client.ask("PASS s3cret\r\n"), "-ERR USER first\r\n");
}

TEST_F(authorization_state, transaction_commands_are_refused_rfc1939_4) {
  line_client& client = on_.connect();
  for (const std::string line : {"STAT", "LIST", "RETR 1", "DELE 1", "NOOP", "RSET", "TOP 1 0", "UIDL"}) {
    const std::string verb = line.substr(0, line.find(' '));
    EXPECT_EQ(client.ask(line + "\r\n"), "-ERR " + verb + " needs a login first\r\n");
  }
}

TEST_F(authorization_state, an_http_request_ends_the_connection_and_nothing_in_it_is_executed) {
  for (const std::string method : {"GET", "POST", "OPTIONS", "USER"}) {
    line_client& client = on_.connect();
    const std::string heard = client.ask(method + " / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nUSER alice\r\n" +
                                         "PASS s3cret\r\nDELE 1\r\nQUIT\r\n");
    EXPECT_EQ(heard, "-ERR this is a POP3 server; it does not speak HTTP\r\n") << method;
    client.finish();
    EXPECT_TRUE(client.ended()) << method;
  }
  EXPECT_EQ(on_.run().maildrops.contents("alice")->count(), 2U);
  EXPECT_EQ(on_.journal(journal_kind::command), std::vector<std::string>(4, "(an HTTP request)"));
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>(4, "HTTP request"));
}

TEST_F(authorization_state, words_of_http_in_ordinary_commands_are_no_request) {
  on_.alice().password = "a HTTP/1.1";
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER alice\r\nPASS a HTTP/1.1\r\n"), std::string("+OK send PASS\r\n") + logged_in);
  EXPECT_EQ(on_.connect().ask("USER HTTP/1.1\r\n"), "+OK send PASS\r\n");
}

TEST_F(authorization_state, quit_before_login_says_goodbye_and_closes_rfc1939_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("QUIT\r\n"), "+OK pop3kit POP3 server signing off\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(authorization_state, plain_with_an_initial_response_rfc5034_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), logged_in);
}

TEST_F(authorization_state, plain_in_two_steps_rfc5034_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("auth plain\r\n"), "+ \r\n");
  EXPECT_EQ(client.ask("AGFsaWNlAHMzY3JldA==\r\n"), logged_in);
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(authorization_state, a_star_cancels_the_exchange_rfc5034_4) {
  line_client& client = on_.connect();
  client.ask("AUTH PLAIN\r\n");
  EXPECT_EQ(client.ask("*\r\n"), "-ERR authentication cancelled\r\n");
  EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
}

TEST_F(authorization_state, plain_with_a_wrong_password_says_auth_rfc3206_5) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHdyb25n\r\n"), wrong_login);
}

TEST_F(authorization_state, plain_on_behalf_of_another_user_is_refused_rfc4616_2) {
  // bob NUL alice NUL s3cret
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN Ym9iAGFsaWNlAHMzY3JldA==\r\n"), wrong_login);
}

TEST_F(authorization_state, plain_on_behalf_of_the_same_user_is_taken_rfc4616_2) {
  // alice NUL alice NUL s3cret
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN YWxpY2UAYWxpY2UAczNjcmV0\r\n"), logged_in);
}

TEST_F(authorization_state, plain_with_nothing_in_it_is_refused_and_not_asked_for_again_rfc4616_2) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN =\r\n"), "-ERR malformed authentication data\r\n");
  client.ask("AUTH PLAIN\r\n");
  EXPECT_EQ(client.ask("\r\n"), "-ERR malformed authentication data\r\n");
}

TEST_F(authorization_state, an_answer_that_is_not_base64_is_refused_rfc5034_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH PLAIN !!!\r\n"), "-ERR malformed authentication data\r\n");
  client.ask("AUTH PLAIN\r\n");
  EXPECT_EQ(client.ask("====\r\n"), "-ERR malformed authentication data\r\n");
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), logged_in);
}

TEST_F(authorization_state, who_says_nothing_is_not_asked_for_ever) {
  for (const auto* mechanism : {"PLAIN", "LOGIN", "CRAM-MD5", "DIGEST-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}) {
    line_client& client = on_.connect();
    std::string reply = client.ask("AUTH " + std::string(mechanism) + "\r\n");
    EXPECT_TRUE(reply.starts_with("+ ")) << mechanism << ": " << reply;
    for (int round = 0; reply.starts_with("+ ") && round < 100; ++round) reply = client.ask("\r\n");
    EXPECT_TRUE(reply.starts_with("-ERR ")) << mechanism << ": " << reply;
  }
}

TEST_F(authorization_state, an_unknown_mechanism_is_refused_rfc5034_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH XYZZY\r\n"), "-ERR this mechanism is not offered; CAPA lists those that are\r\n");
  EXPECT_EQ(client.ask("AUTH\r\n"), "-ERR this command needs an argument\r\n");
}

TEST_F(authorization_state, an_initial_response_may_be_longer_than_other_commands) {
  line_client& client = on_.connect();
  const std::string long_answer(4000, 'A');
  EXPECT_EQ(client.ask("AUTH PLAIN " + long_answer + "\r\n").substr(0, 4), "-ERR");
  EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
}

TEST_F(authorization_state, a_sasl_answer_that_never_ends_closes) {
  line_client& client = on_.connect();
  client.ask("AUTH PLAIN\r\n");
  EXPECT_EQ(client.ask(std::string(13'000, 'A')), "-ERR line too long\r\n");
  EXPECT_TRUE(client.ended());
}

TEST_F(authorization_state, require_tls_refuses_credentials_in_the_clear_rfc2595_2_2) {
  on_.with_tls = true;
  on_.what.listen.require_tls = true;
  line_client& client = on_.connect();
  const std::string refused = "-ERR credentials are refused without TLS: use STLS first\r\n";
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\nAUTH PLAIN\r\n"), refused + refused + refused);
  EXPECT_EQ(client.ask("STLS\r\n"), "+OK begin TLS negotiation\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.ask("USER alice\r\nPASS s3cret\r\n"), std::string("+OK send PASS\r\n") + logged_in);
}

TEST_F(authorization_state, ten_idle_minutes_end_the_session_without_a_word_rfc1939_3) {
  line_client& client = on_.connect();
  client.log_in();
  client.ask("DELE 1\r\n");
  on_.pass(std::chrono::minutes(10) - std::chrono::milliseconds(1));
  EXPECT_FALSE(client.ended());
  on_.pass(std::chrono::milliseconds(2));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.take(), "");
  EXPECT_EQ(on_.journal(journal_kind::disconnect), std::vector<std::string>{"autologout"});
  line_client& next = on_.connect();
  next.log_in();
  EXPECT_EQ(next.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(authorization_state, any_command_restarts_the_autologout_timer_rfc1939_3) {
  line_client& client = on_.connect();
  for (int times = 0; times < 3; ++times) {
    on_.pass(std::chrono::minutes(9));
    EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
  }
}

}  // namespace
}  // namespace pop3kit::serving
