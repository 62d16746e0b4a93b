#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <pop3kit/server.hpp>

#include "gssapi_fixture.hpp"

namespace pop3kit::interop {
namespace {

using ::testing::HasSubstr;

/// Our server with a key in its keytab, for our client and for curl.
class gssapi : public gssapi_test {
 protected:
  void serve(const std::string& accounts =
                 "alice = { password = 's3cret', mailbox = { text 'Subject: hello\\n\\nHello.\\n' } }, bob = { "
                 "password = 'other' }") {
    start(scenario::parse("return scenario { accounts = { " + accounts + " }, listen = { mechanisms = { 'GSSAPI' } } }",
                          "gssapi.lua")
              .value());
  }
  void start(scenario what) {
    server_ = std::make_unique<server>(std::move(what));
    server_->start().value();
  }
  [[nodiscard]] client_options options(security how = security::stls) const {
    const auto port = how == security::implicit ? server_->tls_port() : server_->port();
    return options_for(port.value(), how, server_->ca_pem());
  }
  [[nodiscard]] std::string journal() const {
    std::string all;
    for (const journal_entry& each : server_->journal()) all += each.text + "\n";
    return all;
  }
  /// curl takes the name from the ticket if it is given none.
  [[nodiscard]] finished curl(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> command{
        POP3KIT_CURL,  "-sS",
        "-q",          "--noproxy",
        "*",           "--max-time",
        "60",          "-u",
        ":",           "--login-options",
        "AUTH=GSSAPI", "pop3://127.0.0.1:" + std::to_string(server_->port().value()) + "/1"};
    command.insert(command.end(), more.begin(), more.end());
    return run(command);
  }

  std::unique_ptr<server> server_;
};

TEST_F(gssapi, a_ticket_opens_the_maildrop_of_its_principal_rfc4752) {
  serve();
  for (const security how : {security::none, security::stls, security::implicit}) expect_in(options(how));
  auto chosen = options();
  chosen.login.first_response = initial_response::never;
  expect_in(chosen);
  chosen.login.first_response = initial_response::always;
  expect_in(chosen);
}

TEST_F(gssapi, the_scenario_of_this_name) {
  start(scenario::load(POP3KIT_SCENARIOS "/auth/gssapi.lua").value());
  expect_in(options());
  server_->stop();
  EXPECT_TRUE(server_->verify().has_value()) << server_->verify().error().message();
}

TEST_F(gssapi, without_a_name_the_principal_says_whose_maildrop) {
  serve();
  auto chosen = options();
  chosen.login.user.clear();
  expect_in(chosen);
  realm_.log_in("bob", "bob.keytab");
  EXPECT_EQ(client{chosen}.get_message_count().value(), 0U) << "bob's maildrop is another";
}

TEST_F(gssapi, the_ticket_of_another_user_is_refused) {
  serve();
  realm_.log_in("bob", "bob.keytab");
  const failure why = refused_with(options());
  EXPECT_EQ(why.code(), errc::authentication_failed);
  ASSERT_TRUE(why.reply().has_value());
  EXPECT_EQ(why.reply()->code, response_code::auth);
  EXPECT_EQ(why.reply()->text, "no maildrop of this name for the ticket of bob@POP3KIT.TEST");
}

TEST_F(gssapi, an_account_says_whose_tickets_open_it) {
  serve(
      "alice = { password = 's3cret', principals = { 'alice@ELSEWHERE.TEST', 'bob@POP3KIT.TEST' }, password = "
      "'s3cret', mailbox = { text "
      "'Subject: x\\n\\nx\\n' } }");
  EXPECT_EQ(refused_with(options()).code(), errc::authentication_failed) << "of another realm";
  realm_.log_in("bob", "bob.keytab");
  expect_in(options());
  auto chosen = options();
  chosen.login.user = "bob";
  EXPECT_EQ(refused_with(chosen).code(), errc::authentication_failed);
  chosen.login.authorization_id = "alice";
  expect_in(chosen);
}

TEST_F(gssapi, without_a_ticket_nothing_is_sent) {
  serve();
  realm_.log_out();
  const failure why = refused_with(options());
  EXPECT_EQ(why.code(), errc::ticket_missing);
  EXPECT_THAT(why.detail(), HasSubstr("No Kerberos credentials available"));
  EXPECT_THAT(journal(), Not(HasSubstr("AUTH")));
}

TEST_F(gssapi, a_service_that_the_realm_does_not_know) {
  serve();
  auto chosen = options();
  chosen.host = "localhost";
  const failure why = refused_with(chosen);
  EXPECT_EQ(why.code(), errc::ticket_missing);
  EXPECT_THAT(why.detail(), HasSubstr("Server pop/localhost@POP3KIT.TEST not found in Kerberos database"));
}

TEST_F(gssapi, any_key_of_the_service_will_do) {
  realm_.add("pop/localhost", "other.keytab");
  realm_.serve_with("other.keytab");
  serve();
  auto chosen = options();
  chosen.host = "localhost";
  expect_in(chosen);
}

TEST_F(gssapi, a_realm_without_a_kdc) {
  serve();
  realm_.end_kdc();
  const failure why = refused_with(options());
  EXPECT_EQ(why.code(), errc::ticket_missing);
  EXPECT_THAT(why.detail(), HasSubstr("Cannot contact any KDC for realm 'POP3KIT.TEST'"));
}

TEST_F(gssapi, a_kdc_that_says_nothing_does_not_outlast_the_deadline) {
  using boost::asio::ip::tcp;
  serve();
  boost::asio::io_context context;
  const tcp::acceptor mute(context, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  realm_.refer_to(mute.local_endpoint().port());
  auto chosen = options();
  chosen.timeout = std::chrono::milliseconds{500};
  EXPECT_EQ(refused_with(chosen).code(), errc::deadline_exceeded);
  EXPECT_THAT(journal(), Not(HasSubstr("AUTH")));
}

TEST_F(gssapi, a_ticket_for_another_key_than_the_servers) {
  serve();
  realm_.change_key("pop/127.0.0.1");
  const failure why = refused_with(options());
  EXPECT_EQ(why.code(), errc::authentication_failed);
  ASSERT_TRUE(why.reply().has_value());
  EXPECT_EQ(why.reply()->code, response_code::auth);
  EXPECT_EQ(why.reply()->text, "not a ticket that this server has a key for, or out of date");
}

TEST_F(gssapi, a_server_without_a_key_says_so) {
  realm_.serve_with("none.keytab");
  serve();
  const failure why = refused_with(options());
  EXPECT_EQ(why.code(), errc::permanent_failure);
  ASSERT_TRUE(why.reply().has_value());
  EXPECT_EQ(why.reply()->code, response_code::sys_perm);
  EXPECT_THAT(why.reply()->text, HasSubstr("KRB5_KTNAME"));
}

TEST_F(gssapi, nothing_of_a_ticket_stands_in_traces_and_journals) {
  serve();
  std::string told;
  auto chosen = options(security::none);
  chosen.trace = [&told](const trace_event& event) { told += event.text + "\n" + to_json(event) + "\n"; };
  expect_in(chosen);
  told += journal();
  EXPECT_THAT(told, HasSubstr("AUTH GSSAPI"));
  // Whatever a token is, it is long and in base64.
  EXPECT_THAT(told, Not(::testing::ContainsRegex("[A-Za-z0-9+/]{32}")));
}

TEST_F(gssapi, curl_enters_by_a_ticket) {
  serve();
  for (const auto& named : {std::vector<std::string>(), std::vector<std::string>{"--sasl-authzid", "alice"}}) {
    const finished got = curl(named);
    EXPECT_EQ(got.status, 0);
    EXPECT_EQ(got.output, "Subject: hello\r\n\r\nHello.\r\n");
  }
  constexpr int login_denied = 67;
  EXPECT_EQ(curl({"--sasl-authzid", "bob"}).status, login_denied);
}

TEST_F(gssapi, fetchmail_enters_by_a_ticket) {
  serve();
  const scratch_folder home;
  const std::string here = home.path().string();
  const auto settings = home.write(
      "fetchmailrc", "poll 127.0.0.1 protocol POP3 service " + std::to_string(server_->port().value()) +
                         " auth gssapi\n user alice password none sslproto '' keep mda \"cat >" + here + "/got\"\n");
  std::filesystem::permissions(settings, std::filesystem::perms{0600});
  const finished done = run({"/usr/bin/env", "FETCHMAILHOME=" + here, "HOME=" + here, POP3KIT_FETCHMAIL, "-v", "-v",
                             "-f", settings.string(), "--nosyslog", "--nodetach", "--pidfile", here + "/pid"});
  EXPECT_EQ(done.status, 0) << done.output;
  EXPECT_THAT(read_file(home.path() / "got"), HasSubstr("Hello.")) << done.output;
  EXPECT_THAT(journal(), HasSubstr("AUTH GSSAPI"));
}

}  // namespace
}  // namespace pop3kit::interop
