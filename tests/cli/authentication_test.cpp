#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class authentication : public command_test {};

TEST_F(authentication, each_mechanism_by_name) {
  serve("");
  for (const std::string mechanism :
       {"SCRAM-SHA-256", "scram-sha-1", "CRAM-MD5", "DIGEST-MD5", "PLAIN", "LOGIN", "user"}) {
    const command_run got = plain("validate", {"--auth", mechanism});
    EXPECT_EQ(got.status, 0) << mechanism << ": " << got.err;
  }
}

TEST_F(authentication, is_bound_to_the_channel_if_there_is_one) {
  serve("");
  expect_success(secure("validate"));
  EXPECT_THAT(commands(), Contains(StartsWith("AUTH SCRAM-SHA-256-PLUS")));
}

TEST_F(authentication, what_is_not_offered_is_reported_and_not_tried) {
  serve("", "listen = { mechanisms = { 'CRAM-MD5' } },");
  const command_run got = plain("validate", {"--auth", "PLAIN"});
  expect_failure(got, 4);
  EXPECT_THAT(got.err, HasSubstr("the server offers CRAM-MD5"));
  EXPECT_THAT(commands(), Not(Contains(AnyOf(StartsWith("AUTH"), StartsWith("USER")))));
}

TEST_F(authentication, a_broken_exchange_is_the_servers_fault) {
  serve("", "rules = { { on = 'AUTH', reply = '+ %%%' } },");
  expect_failure(plain("validate"), 6);
}

TEST_F(authentication, a_server_in_trouble_is_not_a_wrong_password) {
  serve("", "rules = { { on = 'AUTH', reply = '-ERR [SYS/FOO] later' } },");
  expect_failure(plain("validate"), 5);
}

/// A server that takes a token from alice, and nothing else.
class bearing : public ::testing::Test {
 protected:
  bearing() { EXPECT_TRUE(server_.start().has_value()); }

  [[nodiscard]] command_run validate(const std::string& variable, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"validate", "pop3://alice@127.0.0.1:" + std::to_string(*server_.port()),
                                       "--plaintext"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    run_settings settings;
    settings.environment = {variable};
    return run(arguments, settings);
  }

  server server_{scenario::parse("return scenario { accounts = { alice = { password = 'x', tokens = { 't0ken' } } }, "
                                 "listen = { mechanisms = { 'OAUTHBEARER', 'XOAUTH2' } } }")
                     .value()};
};

TEST_F(bearing, a_token_from_the_environment) {
  expect_success(validate("POP3KIT_TEST_TOKEN=t0ken", {"--token-env", "POP3KIT_TEST_TOKEN"}));
  expect_success(validate("POP3KIT_TEST_TOKEN=t0ken", {"--token-env", "POP3KIT_TEST_TOKEN", "--auth", "XOAUTH2"}));
}

TEST_F(bearing, a_refused_token_is_reported_with_the_reason) {
  const command_run got = validate("POP3KIT_TEST_TOKEN=stale-token", {"--token-env", "POP3KIT_TEST_TOKEN"});
  expect_failure(got, 4);
  EXPECT_THAT(got.err, HasSubstr("status invalid_token"));
  EXPECT_THAT(got.err, Not(HasSubstr("stale-token")));
}

TEST_F(bearing, a_token_that_cannot_be_sends_nothing) {
  expect_failure(validate("OTHER=x", {"--token-env", "POP3KIT_TEST_TOKEN"}), 2);
  expect_failure(validate("POP3KIT_TEST_TOKEN=", {"--token-env", "POP3KIT_TEST_TOKEN"}), 2);
  expect_failure(validate("POP3KIT_TEST_TOKEN=a\r\nDELE 1", {"--token-env", "POP3KIT_TEST_TOKEN"}), 2);
  EXPECT_TRUE(server_.journal().empty());
}

}  // namespace
}  // namespace pop3kit::test
