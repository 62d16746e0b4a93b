#include "language.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(language, personalities) {
  play("personalities");
  EXPECT_THAT(on().connect().ask("CAPA\r\n"), Not(HasSubstr("UIDL")));
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("UIDL\r\n"), "-ERR unknown command\r\n");
  EXPECT_EQ(client.ask("LIST 1\r\n"), "+OK 1    1024\r\n");
  client.ask("RETR 1\r\nQUIT\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 2048\r\n");
}

TEST_F(language, old_server) {
  play("old_server");
  line_client& client = on().connect_raw();
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 server ready\n");
  for (const char* const verb : {"CAPA", "AUTH PLAIN", "STLS"}) {
    EXPECT_EQ(client.ask(std::string(verb) + "\r\n"), "-ERR unknown command\r\n");
  }
  EXPECT_THAT(client.ask("USER alice\r\nPASS s3cret\r\n"), EndsWith("octets)\n"));
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 24 octets\nSubject: old\n\nYours.\n.\n");
}

TEST_F(language, terse_server) {
  play("terse_server");
  EXPECT_EQ(on().connect().ask("CAPA\r\n"), "-ERR unknown command\r\n");
  line_client& first = logged_in();
  EXPECT_EQ(first.ask("TOP 1 0\r\n"), "-ERR unknown command\r\n");
  const std::string ids = first.ask("UIDL\r\n");
  EXPECT_EQ(first.ask("UIDL\r\n"), ids);
  EXPECT_NE(logged_in().ask("UIDL\r\n"), ids);
}

TEST_F(language, careful_server) {
  play("careful_server");
  line_client& client = on().connect();
  EXPECT_THAT(client.ask("CAPA\r\n"), Not(HasSubstr("UIDL")));
  client.log_in();
  EXPECT_THAT(client.ask("CAPA\r\n"), AllOf(HasSubstr("\r\nUIDL\r\n"), HasSubstr("\r\nLOGIN-DELAY 60\r\n")));
  line_client& second = on().connect();
  EXPECT_THAT(second.ask("USER alice\r\nPASS s3cret\r\n"), HasSubstr("-ERR [LOGIN-DELAY] "));
  on().pass(seconds(60));
  logged_in();
}

TEST_F(language, login_policies) {
  play("login_policies");
  EXPECT_THAT(on().connect().ask("CAPA\r\n"), HasSubstr("\r\nLOGIN-DELAY 300 USER\r\nEXPIRE 7 USER\r\n"));
  const auto log_in = [this](const std::string& user, const std::string& password) {
    return on().connect().ask("USER " + user + "\r\nPASS " + password + "\r\nCAPA\r\nQUIT\r\n").substr(15);
  };
  EXPECT_THAT(log_in("alice", "s3cret"), HasSubstr("\r\nLOGIN-DELAY 60\r\nEXPIRE 30\r\n"));
  EXPECT_THAT(log_in("alice", "s3cret"), StartsWith("-ERR [LOGIN-DELAY] the time between logins is at least 60 s\r\n"));
  EXPECT_THAT(log_in("alice", "wrong"), StartsWith("-ERR [AUTH]")) << "told only to who knows the password";
  EXPECT_THAT(log_in("bob", "hunter2"), HasSubstr("\r\nLOGIN-DELAY 300\r\nEXPIRE 7\r\n"));
  const std::string carol = log_in("carol", "pa55");
  EXPECT_THAT(carol, AllOf(HasSubstr("\r\nEXPIRE NEVER\r\n"), Not(HasSubstr("LOGIN-DELAY"))));
  EXPECT_THAT(log_in("carol", "pa55"), StartsWith("+OK"));
  on().pass(milliseconds(59'999));
  EXPECT_THAT(log_in("alice", "s3cret"), StartsWith("-ERR [LOGIN-DELAY]"));
  on().pass(milliseconds(1));
  EXPECT_THAT(log_in("alice", "s3cret"), StartsWith("+OK")) << "counted from the last login, not from those refused";
  EXPECT_THAT(log_in("bob", "hunter2"), StartsWith("-ERR [LOGIN-DELAY]"));
  EXPECT_EQ(on().connect().ask("AUTH PLAIN AGJvYgBodW50ZXIy\r\n").substr(0, 18), "-ERR [LOGIN-DELAY]");
}

TEST_F(language, patient_server) {
  play("patient_server");
  line_client& client = logged_in();
  on().pass(minutes(30) - milliseconds(1));
  EXPECT_FALSE(client.ended());
  on().pass(milliseconds(2));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(client.take(), "") << "RFC 1939 section 3: without a word";
}

TEST_F(language, far_server) {
  play("far_server");
  line_client& client = on().connect_raw();
  on().pass(milliseconds(80));
  EXPECT_EQ(client.take(), "") << "the latency comes before any jitter";
  on().pass(seconds(20));
  EXPECT_THAT(client.ask("CAPA\r\n"), Not(HasSubstr("PIPELINING")));
  on().pass(seconds(39));
  EXPECT_FALSE(client.ended());
  on().pass(seconds(21));
  EXPECT_TRUE(client.ended());
}

TEST_F(language, crowded_server) {
  play("crowded_server");
  int refused = 0;
  for (int times = 0; times < 20; ++times) {
    line_client& client = on().connect_raw();
    client.send("USER alice\r\nPASS s3cret\r\n");
    on().pass(milliseconds(20));
    EXPECT_LE(client.take().size(), 16U) << "512 octets a second";
    on().pass(seconds(2));
    refused += client.take().find("[SYS/TEMP]") == std::string::npos ? 0 : 1;
  }
  EXPECT_GT(refused, 3);
  EXPECT_LT(refused, 17);
}

TEST_F(language, what_is_expected) {
  play("what_is_expected");
  line_client& good = logged_in();
  good.ask("RETR 1\r\nDELE 1\r\nQUIT\r\n");
  EXPECT_TRUE(on().run().expectations.verdict().has_value());
  logged_in().ask("DELE 1\r\nNOOP\r\nRETR 2\r\nRETR 2\r\n");
  on().pass(seconds(31));
  const std::string verdict = on().run().expectations.verdict().error().detail();
  for (const char* const line : {":9: ", ":10: ", ":11: ", ":12: ", ":13: "}) EXPECT_THAT(verdict, HasSubstr(line));
}

TEST_F(language, client_certificates) {
  play("client_certificates");
  EXPECT_THAT(on().what.listen.client_ca_pem, StartsWith("-----BEGIN CERTIFICATE-----"));
  EXPECT_THAT(on().connect().ask("CAPA\r\n"), AllOf(HasSubstr("\r\nUSER\r\n"), Not(HasSubstr("EXTERNAL"))));
}

TEST_F(language, whose_rules) {
  play("whose_rules");
  EXPECT_THAT(logged_in().ask("DELE 1\r\n"), StartsWith("+OK"));
  line_client& bob = on().connect();
  bob.log_in("bob", "hunter2");
  EXPECT_EQ(bob.ask("DELE 1\r\n"), "-ERR bob's mail is archived\r\n");
  EXPECT_TRUE(on().run().expectations.verdict().has_value());
  bob.ask("RSET\r\n");
  EXPECT_THAT(on().run().expectations.verdict().error().detail(), HasSubstr("expected RSET never"));
}

}  // namespace
}  // namespace pop3kit::serving
