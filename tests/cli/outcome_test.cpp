#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class outcome_of : public command_test {};

/// A port that is bound and does not listen: connections are refused as long as the object lives.
class deaf_port {
 public:
  deaf_port() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    void* untyped = &address;
    EXPECT_EQ(::bind(socket_, static_cast<sockaddr*>(untyped), size), 0);
    EXPECT_EQ(::getsockname(socket_, static_cast<sockaddr*>(untyped), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  deaf_port(const deaf_port&) = delete;
  deaf_port& operator=(const deaf_port&) = delete;
  ~deaf_port() { ::close(socket_); }
  [[nodiscard]] std::string text() const { return std::to_string(port_); }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

TEST_F(outcome_of, a_closed_port_is_3) {
  const deaf_port port;
  const std::string password = folder().write("password", "s3cret\n");
  const command_run got =
      run({"stat", "pop3://alice@127.0.0.1:" + port.text(), "--plaintext", "--password-file", password});
  expect_failure(got, 3);
  EXPECT_THAT(got.err, HasSubstr("127.0.0.1:" + port.text()));
}

TEST_F(outcome_of, an_unknown_host_is_3) {
  const std::string password = folder().write("password", "s3cret\n");
  // RFC 6761 section 6.4
  expect_failure(run({"stat", "pop3://alice@mail.invalid", "--password-file", password}), 3);
}

TEST_F(outcome_of, an_untrusted_certificate_is_3_rfc8314_4) {
  serve(three_messages());
  const std::string password = folder().write("password", "s3cret\n");
  expect_failure(run({"stat", tls_url(), "--password-file", password}), 3);
  expect_failure(run({"stat", plain_url(), "--password-file", password}), 3);
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("alice")));
}

TEST_F(outcome_of, a_server_without_stls_is_3_and_gets_no_password_rfc2595_2_1) {
  serve(three_messages(), "listen = { plain = true, starttls = false, tls = true },");
  const std::string password = folder().write("password", "s3cret\n");
  expect_failure(run({"stat", plain_url(), "--password-file", password}), 3);
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("PASS")));
}

TEST_F(outcome_of, tls_with_a_server_that_does_not_speak_it_is_3) {
  serve(three_messages());
  const std::string password = folder().write("password", "s3cret\n");
  const std::string url = "pop3s://alice@127.0.0.1:" + std::to_string(served().port().value());
  expect_failure(run({"stat", url, "--password-file", password, "--timeout", "5s"}), 3);
}

TEST_F(outcome_of, a_wrong_password_is_4_and_stays_unsaid) {
  serve(three_messages());
  const std::string password = folder().write("password", "wr0ng\n");
  const command_run got = run({"stat", plain_url(), "--plaintext", "--password-file", password});
  expect_failure(got, 4);
  EXPECT_THAT(got.err, Not(HasSubstr("wr0ng")));
}

TEST_F(outcome_of, a_mechanism_that_is_not_offered_is_4_and_nothing_is_sent) {
  serve(three_messages());
  expect_failure(plain("stat", {"--auth", "GSSAPI"}), 4);
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("AUTH")));
}

TEST_F(outcome_of, a_mechanism_whose_library_is_missing_is_8_and_nothing_is_sent) {
  serve(three_messages());
  const std::string password = folder().write("password", "s3cret\n");
  // The loader finds this file before the library, and cannot load it.
  const std::string broken = folder().write("libgsasl.so.18", "");
  run_settings without_gnu_sasl;
  without_gnu_sasl.environment = {"LD_LIBRARY_PATH=" + broken.substr(0, broken.rfind('/'))};
  const std::vector<std::string> stat{"stat", plain_url(), "--plaintext", "--password-file", password};
  std::vector<std::string> by_plain = stat;
  by_plain.insert(by_plain.end(), {"--auth", "PLAIN"});
  const command_run refused = run(by_plain, without_gnu_sasl);
  expect_failure(refused, 8);
  EXPECT_THAT(refused.err, HasSubstr("libgsasl.so.18"));
  for (const std::string& command : commands()) EXPECT_THAT(command, Not(HasSubstr("AUTH")));
  EXPECT_EQ(run(stat, without_gnu_sasl).status, 0) << "USER and PASS need no library";
  EXPECT_THAT(commands(), ::testing::Contains(HasSubstr("USER alice")));
}

TEST_F(outcome_of, a_refused_greeting_is_5_rfc1939_4) {
  serve(three_messages(), "rules = { { on = \"greeting\", reply = \"-ERR closed today\" } },");
  const command_run got = plain("stat");
  expect_failure(got, 5);
  EXPECT_THAT(got.err, HasSubstr("closed today"));
}

TEST_F(outcome_of, a_login_refused_for_now_is_5_rfc2449_8_1_rfc3206_4) {
  for (const std::string code : {"IN-USE", "LOGIN-DELAY", "SYS/TEMP", "SYS/PERM"}) {
    const std::string reply = "reply = \"-ERR [" + code + "] later\"";
    serve(three_messages(), "rules = { { on = \"PASS\", " + reply + " }, { on = \"AUTH\", " + reply + " } },");
    const command_run got = plain("stat");
    expect_failure(got, 5);
    EXPECT_THAT(got.err, HasSubstr(code));
  }
}

TEST_F(outcome_of, a_login_refused_for_the_credentials_is_4_rfc3206_5) {
  serve(three_messages(),
        "rules = { { on = \"PASS\", reply = \"-ERR [AUTH] no\" }, { on = \"AUTH\", reply = \"-ERR [AUTH] no\" } },");
  expect_failure(plain("stat"), 4);
}

TEST_F(outcome_of, a_refused_command_is_5) {
  serve(three_messages(), "rules = { { on = \"STAT\", reply = \"-ERR not now\" } },");
  expect_failure(plain("stat"), 5);
}

TEST_F(outcome_of, malformed_replies_are_6_rfc1939_5) {
  for (const std::string reply : {"+OK", "+OK three messages", "+OK 1", "+OK 1 18446744073709551616", "hello"}) {
    serve(three_messages(), "rules = { { on = \"STAT\", reply = \"" + reply + "\" } },");
    const command_run got = plain("stat");
    expect_failure(got, 6);
    const command_run json = plain("stat", {"--json"});
    expect_failure(json, 6);
  }
}

TEST_F(outcome_of, the_largest_size_is_exact) {
  serve(three_messages(), "rules = { { on = \"STAT\", reply = \"+OK 1 18446744073709551615\" } },");
  EXPECT_EQ(plain("stat").out, "1 messages, 18446744073709551615 octets\n");
  EXPECT_THAT(plain("stat", {"--json"}).out, HasSubstr(":18446744073709551615}"));
}

TEST_F(outcome_of, a_connection_lost_anywhere_is_3) {
  for (const std::string verb : {"greeting", "CAPA", "STAT"}) {
    serve(three_messages(), "rules = { { on = \"" + verb + "\", close = \"orderly\" } },");
    expect_failure(plain("stat"), 3);
  }
}

TEST_F(outcome_of, silence_is_7) {
  for (const std::string verb : {"greeting", "STAT"}) {
    serve(three_messages(), "rules = { { on = \"" + verb + "\", delay = \"1h\" } },");
    expect_failure(plain("stat", {"--timeout", "300ms"}), 7);
  }
}

TEST_F(outcome_of, quit_without_an_answer_is_no_matter_after_reading) {
  serve(three_messages(), "rules = { { on = \"QUIT\", close = \"reset\" } },");
  expect_success(plain("stat"));
  serve(three_messages(), "rules = { { on = \"QUIT\", reply = \"-ERR why\" } },");
  expect_success(plain("stat"));
}

TEST_F(outcome_of, a_server_that_echoes_the_password_is_not_repeated) {
  serve(three_messages(),
        "rules = { { on = \"PASS\", reply = \"-ERR s3cret is wrong\" },"
        " { on = \"AUTH\", reply = \"-ERR s3cret is wrong\" } },");
  const command_run got = plain("stat");
  expect_failure(got, 4);
  EXPECT_THAT(got.err, Not(HasSubstr("s3cret")));
}

TEST_F(outcome_of, a_server_cannot_write_to_the_terminal) {
  serve(three_messages(), "rules = { { on = \"STAT\", reply = \"-ERR \\27[31mred\" } },");
  const command_run got = plain("stat");
  expect_failure(got, 5);
  EXPECT_THAT(got.err, Not(HasSubstr("\x1B")));
}

}  // namespace
}  // namespace pop3kit::test
