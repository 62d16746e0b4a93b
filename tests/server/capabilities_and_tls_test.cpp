#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class capabilities_and_tls : public ::testing::Test {
 protected:
  capabilities_and_tls() {
    on_.with_tls = true;
    on_.what.listen.mechanisms = {"USER", "PLAIN"};
  }
  stage on_;
};

const std::string always = "TOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nEXPIRE NEVER\r\n";
const std::string logins = "USER\r\nSASL PLAIN\r\n";
const std::string end = "IMPLEMENTATION pop3kit\r\n.\r\n";
const std::string head = "+OK Capability list follows\r\n";

TEST_F(capabilities_and_tls, before_login_rfc2449_5) {
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"), head + always + logins + "STLS\r\n" + end);
}

TEST_F(capabilities_and_tls, after_login_without_stls_rfc2595_4) {
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("CAPA\r\n"), head + always + logins + end);
}

TEST_F(capabilities_and_tls, stls_is_refused_if_it_is_not_offered) {
  on_.what.listen.starttls = false;
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("CAPA\r\n"), head + always + logins + end);
  EXPECT_EQ(client.ask("STLS\r\n"), "-ERR STLS is not offered\r\n");
}

TEST_F(capabilities_and_tls, no_stls_without_a_certificate) {
  on_.with_tls = false;
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("CAPA\r\n"), head + always + logins + end);
  EXPECT_EQ(client.ask("STLS\r\n"), "-ERR STLS is not offered\r\n");
}

TEST_F(capabilities_and_tls, no_logins_in_the_clear_if_tls_is_required) {
  on_.what.listen.require_tls = true;
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"), head + always + "STLS\r\n" + end);
}

TEST_F(capabilities_and_tls, capa_takes_no_argument_rfc2449_5) {
  EXPECT_EQ(on_.connect().ask("CAPA x\r\n"), "-ERR too many arguments\r\n");
}

TEST_F(capabilities_and_tls, stls_secures_the_session_rfc2595_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("STLS\r\n"), "+OK begin TLS negotiation\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.ask("CAPA\r\n"), head + always + logins + end);
  client.log_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 2 320\r\n");
  EXPECT_EQ(client.ask("QUIT\r\n"), "+OK pop3kit POP3 server signing off (2 messages left)\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(capabilities_and_tls, stls_twice_is_refused_rfc2595_4) {
  line_client& client = on_.connect();
  client.ask("STLS\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.ask("STLS\r\n"), "-ERR TLS is already active\r\n");
}

TEST_F(capabilities_and_tls, one_session_s_tls_is_not_another_s) {
  line_client& first = on_.connect();
  first.ask("STLS\r\n");
  ASSERT_TRUE(first.secure(on_.ca_pem()));
  EXPECT_EQ(on_.connect().ask("CAPA\r\n"), head + always + logins + "STLS\r\n" + end);
}

TEST_F(capabilities_and_tls, commands_sent_after_stls_in_the_clear_are_dropped_rfc2595_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("STLS\r\nUSER mallory\r\nNOOP\r\n"), "+OK begin TLS negotiation\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.ask("PASS x\r\n"), "-ERR USER first\r\n");
  EXPECT_EQ(on_.journal(journal_kind::command), (std::vector<std::string>{"STLS", "PASS ****"}));
  EXPECT_EQ(on_.journal(journal_kind::tls).front(), "dropped octets that came after STLS");
}

TEST_F(capabilities_and_tls, a_user_named_in_the_clear_is_forgotten_rfc2595_4) {
  line_client& client = on_.connect();
  client.ask("USER alice\r\nSTLS\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.ask("PASS s3cret\r\n"), "-ERR USER first\r\n");
}

TEST_F(capabilities_and_tls, implicit_tls_greets_after_the_handshake_rfc8314_3_3) {
  line_client& client = on_.connect_raw(true);
  EXPECT_EQ(client.take(), "");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 server ready\r\n");
  EXPECT_EQ(client.ask("CAPA\r\n"), head + always + logins + end);
}

TEST_F(capabilities_and_tls, plain_text_on_the_tls_port_ends_the_connection) {
  line_client& client = on_.connect_raw(true);
  client.ask("USER alice\r\n");
  EXPECT_TRUE(client.ended());
  ASSERT_EQ(on_.journal(journal_kind::tls).size(), 1U);
  EXPECT_TRUE(on_.journal(journal_kind::tls).front().starts_with("handshake failed: "));
}

TEST_F(capabilities_and_tls, plain_text_in_place_of_a_handshake_ends_the_connection) {
  line_client& client = on_.connect();
  client.ask("STLS\r\n");
  EXPECT_EQ(client.ask("NOOP\r\n").find("+OK"), std::string::npos);
  EXPECT_TRUE(client.ended());
}

TEST_F(capabilities_and_tls, a_handshake_that_never_comes_is_not_waited_for) {
  line_client& client = on_.connect_raw(true);
  on_.pass(std::chrono::seconds(59));
  EXPECT_FALSE(client.ended());
  on_.pass(std::chrono::seconds(2));
  EXPECT_TRUE(client.ended());
}

TEST_F(capabilities_and_tls, plain_login_works_under_tls) {
  line_client& client = on_.connect_raw(true);
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  client.take();
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), "+OK alice's maildrop has 2 messages (320 octets)\r\n");
}

}  // namespace
}  // namespace pop3kit::serving
