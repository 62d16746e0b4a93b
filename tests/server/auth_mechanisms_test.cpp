#include <gmock/gmock.h>

#include "stage.hpp"
#include "text/base64.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* in = "+OK alice's maildrop has 2 messages (320 octets)\r\n";

class auth_mechanisms : public ::testing::Test {
 protected:
  void offer(std::vector<std::string> names) { on_.what.listen.mechanisms = std::move(names); }
  std::string capabilities() { return on_.connect().ask("CAPA\r\n"); }

  stage on_;
};

TEST_F(auth_mechanisms, all_that_a_password_allows_are_announced_strongest_first_rfc5034_3) {
  EXPECT_THAT(capabilities(), HasSubstr("USER\r\nSASL SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 PLAIN LOGIN\r\n"));
}

TEST_F(auth_mechanisms, those_bound_to_a_channel_need_tls_rfc5802_6) {
  on_.with_tls = true;
  line_client& client = on_.connect();
  client.ask("STLS\r\n");
  ASSERT_TRUE(client.secure(on_.ca_pem()));
  EXPECT_THAT(client.ask("CAPA\r\n"), HasSubstr("SASL SCRAM-SHA-256-PLUS SCRAM-SHA-1-PLUS SCRAM-SHA-256 "));
}

TEST_F(auth_mechanisms, others_are_announced_if_an_account_allows_them) {
  on_.alice().tokens = {"t0ken"};
  on_.alice().external = true;
  on_.alice().anonymous = true;
  on_.alice().principals = {"alice@EXAMPLE.ORG"};
  EXPECT_THAT(capabilities(), HasSubstr("SASL SCRAM-SHA-256 SCRAM-SHA-1 OAUTHBEARER XOAUTH2 EXTERNAL GSSAPI "
                                        "DIGEST-MD5 CRAM-MD5 PLAIN LOGIN ANONYMOUS\r\n"));
}

TEST_F(auth_mechanisms, a_scenario_restricts_them) {
  offer({"CRAM-MD5"});
  line_client& client = on_.connect();
  EXPECT_THAT(client.ask("CAPA\r\n"), ::testing::AllOf(HasSubstr("SASL CRAM-MD5\r\n"), Not(HasSubstr("USER"))));
  EXPECT_EQ(client.ask("USER alice\r\n"), "-ERR USER is not offered\r\n");
  EXPECT_EQ(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"),
            "-ERR this mechanism is not offered; CAPA lists those that are\r\n");
  EXPECT_EQ(client.ask("APOP alice c4c9334bac560ecc979e58001b3e22fb\r\n"), "-ERR APOP is not offered\r\n");
}

TEST_F(auth_mechanisms, login_prompts_for_name_and_password) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH LOGIN\r\n"), "+ VXNlciBOYW1l\r\n");
  EXPECT_EQ(client.ask("YWxpY2U=\r\n"), "+ UGFzc3dvcmQ=\r\n");
  EXPECT_EQ(client.ask("czNjcmV0\r\n"), in);
}

TEST_F(auth_mechanisms, no_initial_response_if_the_server_speaks_first_rfc4422_3) {
  for (const std::string name : {"LOGIN", "CRAM-MD5", "DIGEST-MD5"}) {
    EXPECT_EQ(on_.connect().ask("AUTH " + name + " YWxpY2U=\r\n"),
              "-ERR the server speaks first in this mechanism\r\n");
  }
}

TEST_F(auth_mechanisms, every_mechanism_can_be_cancelled_rfc5034_4) {
  on_.alice().tokens = {"t0ken"};
  on_.alice().external = true;
  on_.alice().anonymous = true;
  on_.alice().principals = {"alice@EXAMPLE.ORG"};
  line_client& client = on_.connect();
  for (const auto name : known_logins()) {
    if (name == "USER" || name == "APOP" || name == "NTLM" || name.ends_with("-PLUS")) continue;
    EXPECT_EQ(client.ask("AUTH " + std::string(name) + "\r\n").substr(0, 2), "+ ") << name;
    EXPECT_EQ(client.ask("*\r\n"), "-ERR authentication cancelled\r\n") << name;
  }
  client.log_in();
}

TEST_F(auth_mechanisms, rubbish_is_refused_by_every_mechanism) {
  on_.alice().tokens = {"t0ken"};
  line_client& client = on_.connect();
  for (const auto name : login_offer(on_.what).sasl({})) {
    for (const std::string rubbish : {"%%%", "AAAA", "bixhPWFsaWNlLAE="}) {
      client.ask("AUTH " + std::string(name) + "\r\n");
      std::string reply = client.ask(rubbish + "\r\n");
      while (reply.starts_with("+ ")) reply = client.ask(rubbish + "\r\n");
      EXPECT_EQ(reply.substr(0, 4), "-ERR") << name << " " << rubbish;
    }
  }
}

TEST_F(auth_mechanisms, gssapi_can_be_asked_for_if_no_account_names_a_principal) {
  offer({"GSSAPI"});
  EXPECT_THAT(capabilities(), HasSubstr("SASL GSSAPI\r\n"));
}

TEST_F(auth_mechanisms, external_takes_a_name_that_the_scenario_believes_rfc4422_a) {
  on_.alice().external = true;
  EXPECT_EQ(on_.connect().ask("AUTH EXTERNAL Ym9i\r\n"), wrong_login);
  EXPECT_EQ(on_.connect().ask("AUTH EXTERNAL =\r\n"), wrong_login);
  EXPECT_EQ(on_.connect().ask("AUTH EXTERNAL\r\nYWxpY2U=\r\n"), std::string("+ \r\n") + in);
}

TEST_F(auth_mechanisms, anonymous_opens_the_maildrop_for_everybody_rfc4505) {
  on_.alice().anonymous = true;
  EXPECT_EQ(on_.connect().ask("AUTH ANONYMOUS c2lyaGM=\r\n"), in);
}

TEST_F(auth_mechanisms, xoauth2_takes_a_token_of_the_account) {
  on_.alice().tokens = {"t0ken", "other"};
  const auto line = [](const std::string& user, const std::string& token) {
    return "AUTH XOAUTH2 " +
           text::to_base64("user=" + user +
                           "\x01"
                           "auth=Bearer " +
                           token + "\x01\x01") +
           "\r\n";
  };
  const std::string error =
      "+ " + text::to_base64(R"({"status":"invalid_token","schemes":"bearer","scope":"mail"})") + "\r\n";
  line_client& client = on_.connect();
  for (const auto& [user, token] : {std::pair("alice", "t0k"), std::pair("bob", "t0ken"), std::pair("alice", "")}) {
    EXPECT_EQ(client.ask(line(user, token)), error);
    EXPECT_EQ(client.ask("\r\n"), wrong_login);
  }
  EXPECT_EQ(client.ask(line("alice", "other")), in);
}

TEST_F(auth_mechanisms, oauthbearer_takes_a_token_for_the_name_that_it_belongs_to_rfc7628_3) {
  on_.alice().tokens = {std::string(6000, 't')};
  const std::string message =
      "n,,\x01"
      "host=x\x01"
      "auth=bearer " +
      std::string(6000, 't') + "\x01\x01";
  EXPECT_EQ(on_.connect().ask("AUTH OAUTHBEARER\r\n" + text::to_base64(message) + "\r\n"), std::string("+ \r\n") + in);
}

TEST_F(auth_mechanisms, apop_proves_the_secret_for_the_timestamp_of_the_greeting_rfc1939_7) {
  on_.alice().password = "tanstaaf";
  on_.add_rule("GREETING").what.reply = "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>";
  line_client& client = on_.connect_raw();
  EXPECT_EQ(client.take(), "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n");
  EXPECT_EQ(client.ask("APOP alice c4c9334bac560ecc979e58001b3e22f0\r\n"), wrong_login);
  EXPECT_EQ(client.ask("APOP bob c4c9334bac560ecc979e58001b3e22fb\r\n"), wrong_login);
  EXPECT_EQ(client.ask("APOP alice c4c9334bac560ecc979e58001b3e22fb\r\n"), in);
}

TEST_F(auth_mechanisms, apop_brings_a_timestamp_of_its_own_into_each_greeting_rfc1939_7) {
  offer({"APOP"});
  const std::string first = on_.connect_raw().take();
  const std::string second = on_.connect_raw().take();
  EXPECT_THAT(first, ::testing::MatchesRegex("\\+OK pop3kit POP3 server ready <1\\.[0-9]+@pop3kit\\.test>\r\n"));
  EXPECT_NE(first, second);
}

TEST_F(auth_mechanisms, no_login_in_the_clear_if_tls_is_required) {
  on_.with_tls = true;
  on_.what.listen.require_tls = true;
  offer({"APOP", "CRAM-MD5"});
  line_client& client = on_.connect_raw();
  EXPECT_THAT(client.ask("APOP alice x\r\n"), HasSubstr("-ERR credentials are refused without TLS"));
  EXPECT_THAT(client.ask("AUTH CRAM-MD5\r\n"), HasSubstr("-ERR credentials are refused without TLS"));
}

TEST_F(auth_mechanisms, challenges_stay_out_of_the_journal) {
  line_client& client = on_.connect();
  const std::string challenge = client.ask("AUTH CRAM-MD5\r\n");
  client.ask("*\r\n");
  for (const std::string& text : on_.journal(journal_kind::reply)) {
    EXPECT_THAT(text, Not(HasSubstr(challenge.substr(2, 20))));
  }
}

}  // namespace
}  // namespace pop3kit::serving
