#include "session/bearer_token.hpp"
#include "text/base64.hpp"

#include <gmock/gmock.h>

#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using engine::describe_bearer_error;

constexpr const char* refusal = R"({"status":"invalid_token","schemes":"bearer","scope":"mail"})";

TEST(bearer_message, oauthbearer_rfc7628_4_1) {
  engine::sasl_surroundings around;
  around.host = "server.example.com";
  around.port = 143;
  EXPECT_EQ(
      text::to_base64(
          engine::oauthbearer_message("user@example.com", "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==", around)),
      "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52"
      "YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB");
}

TEST(bearer_message, xoauth2_of_its_documentation) {
  EXPECT_EQ(
      text::to_base64(engine::xoauth2_message("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")),
      "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0"
      "Q2cBAQ==");
}

TEST(bearer_message, a_name_may_hold_what_ends_a_name_rfc5801_4) {
  EXPECT_THAT(engine::oauthbearer_message("a,b=c", "t", {}), HasSubstr("n,a=a=2Cb=3Dc,\x01"));
}

TEST(bearer_error, is_put_into_words_rfc7628_3_2_2) {
  EXPECT_EQ(describe_bearer_error(refusal), "status invalid_token, schemes bearer, scope mail");
  EXPECT_EQ(describe_bearer_error(R"({"status":"401"})"), "status 401");
  for (const std::string rubbish : {"", "{", "[]", "null", "\"x\"", "\xff"}) {
    EXPECT_EQ(describe_bearer_error(rubbish), "the server's reason is no JSON object") << rubbish;
  }
  EXPECT_EQ(describe_bearer_error(R"({"status":401,"scope":null})"), "status ");
}

class bearer_login : public ::testing::Test {
 protected:
  bearer_login() { use("t0ken"); }
  void use(const std::string& token) {
    on_.options.login = credentials("alice", "");
    on_.options.login.token = token;
  }
  void serve(const std::string& mechanism, const std::string& dialogue) {
    const std::string offer = "C: CAPA\nS: +OK\nS: SASL " + mechanism + "\nS: .\n";
    const bool in = dialogue.find("S: +OK in") != std::string::npos;
    on_.serve(script("S: +OK\n" + offer + dialogue + (in ? "\n" + offer : "")));
  }
  failure refused() {
    const failure why = failure_of(on_.run(on_.mail().connect()));
    EXPECT_EQ(on_.differences(), "");
    return why;
  }
  void expect_in() {
    const auto done = on_.run(on_.mail().connect());
    EXPECT_TRUE(done.has_value()) << done.error().message();
    EXPECT_EQ(on_.differences(), "");
  }
  static std::string xoauth2(const std::string& token) {
    return text::to_base64(engine::xoauth2_message("alice", token));
  }
  static std::string oauthbearer(const std::string& token) {
    engine::sasl_surroundings around;
    around.host = "mail.test";
    around.port = 110;
    return text::to_base64(engine::oauthbearer_message("alice", token, around));
  }

  client_stage on_;
};

net::asio::awaitable<std::string> token_after_a_minute(net::clock& time, std::vector<bool>& asked, bool refused) {
  asked.push_back(refused);
  const outcome<> slept = co_await net::sleep_for(time, std::chrono::minutes(1));
  if (!slept) co_return std::string();
  co_return std::string(refused ? "fresh" : "stale");
}

net::asio::awaitable<std::string> throwing_provider() {
  co_await net::asio::this_coro::executor;
  throw std::runtime_error("no network");
}

TEST_F(bearer_login, in_one_line_if_it_has_room_rfc5034_4) {
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2("t0ken") + "\nS: +OK in");
  expect_in();
}

TEST_F(bearer_login, in_two_steps_if_the_token_is_long_rfc5034_4) {
  const std::string token(5000, 'x');
  use(token);
  serve("OAUTHBEARER", "C: AUTH OAUTHBEARER\nS: + \nC: " + oauthbearer(token) + "\nS: +OK in");
  expect_in();
}

TEST_F(bearer_login, in_one_line_if_the_caller_insists) {
  const std::string token(5000, 'x');
  use(token);
  on_.options.login.first_response = initial_response::always;
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2(token) + "\nS: +OK in");
  expect_in();
}

TEST_F(bearer_login, in_two_steps_if_the_caller_insists) {
  on_.options.login.first_response = initial_response::never;
  serve("XOAUTH2", "C: AUTH XOAUTH2\nS: + \nC: " + xoauth2("t0ken") + "\nS: +OK in");
  expect_in();
}

TEST_F(bearer_login, an_error_is_answered_and_told_rfc7628_3_2_3) {
  serve("OAUTHBEARER",
        "C: AUTH OAUTHBEARER " + oauthbearer("t0ken") + "\nS: + " + text::to_base64(refusal) + "\nC: AQ==\nS: -ERR no");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::authentication_failed);
  EXPECT_EQ(why.detail(), "status invalid_token, schemes bearer, scope mail");
  EXPECT_THAT(why.mechanisms_tried(), ElementsAre("OAUTHBEARER"));
}

TEST_F(bearer_login, an_error_of_xoauth2_is_answered_by_an_empty_line) {
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2("t0ken") + "\nS: + " + text::to_base64(refusal) + "\nC: \nS: -ERR no");
  EXPECT_EQ(refused().detail(), "status invalid_token, schemes bearer, scope mail");
}

TEST_F(bearer_login, ok_after_an_error_challenge_is_no_login) {
  serve("XOAUTH2",
        "C: AUTH XOAUTH2 " + xoauth2("t0ken") + "\nS: + " + text::to_base64(refusal) + "\nC: \nS: +OK welcome");
  EXPECT_EQ(refused().code(), errc::sasl_exchange_broken);
}

TEST_F(bearer_login, the_provider_is_asked_again_once) {
  std::vector<bool> asked;
  on_.options.login.token.clear();
  on_.options.login.provider = [&asked](bool refused) {
    asked.push_back(refused);
    return std::string(refused ? "fresh" : "stale");
  };
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2("stale") + "\nS: + " + text::to_base64(refusal) +
                       "\nC: \nS: -ERR [AUTH] no\nC: AUTH XOAUTH2 " + xoauth2("fresh") + "\nS: +OK in");
  expect_in();
  EXPECT_THAT(asked, ElementsAre(false, true));
}

TEST_F(bearer_login, a_second_refusal_is_final) {
  on_.options.login.token.clear();
  on_.options.login.provider = [](bool refused) { return std::string(refused ? "fresh" : "stale"); };
  serve("OAUTHBEARER XOAUTH2", "C: AUTH OAUTHBEARER " + oauthbearer("stale") +
                                   "\nS: -ERR [AUTH] no\nC: AUTH OAUTHBEARER " + oauthbearer("fresh") +
                                   "\nS: -ERR [AUTH] no");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::authentication_failed);
  EXPECT_THAT(why.mechanisms_tried(), ElementsAre("OAUTHBEARER"));
}

TEST_F(bearer_login, a_provider_that_has_nothing_new_ends_it) {
  on_.options.login.provider = [](bool) { return std::string("t0ken"); };
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2("t0ken") + "\nS: -ERR [AUTH] no");
  EXPECT_EQ(refused().code(), errc::authentication_failed);
}

TEST_F(bearer_login, a_provider_that_throws_is_reported) {
  on_.options.login.token.clear();
  on_.options.login.provider = [](bool) -> std::string { throw std::runtime_error("no network"); };
  serve("XOAUTH2", "");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::credentials_missing);
  EXPECT_EQ(why.detail(), "no network");
}

TEST_F(bearer_login, a_provided_token_cannot_inject) {
  on_.options.login.token.clear();
  on_.options.login.provider = [](bool) { return std::string("a\r\nDELE 1"); };
  serve("XOAUTH2", "");
  EXPECT_EQ(refused().code(), errc::line_break_in_argument);
}

TEST_F(bearer_login, a_provider_may_be_a_coroutine) {
  std::vector<bool> asked;
  on_.options.login.token.clear();
  on_.options.login.async_provider = [&](bool refused) { return token_after_a_minute(on_.time, asked, refused); };
  on_.options.timeout = std::chrono::minutes(3);
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + xoauth2("stale") + "\nS: + " + text::to_base64(refusal) +
                       "\nC: \nS: -ERR [AUTH] no\nC: AUTH XOAUTH2 " + xoauth2("fresh") + "\nS: +OK in");
  expect_in();
  EXPECT_THAT(asked, ElementsAre(false, true));
}

TEST_F(bearer_login, a_coroutine_that_takes_too_long_is_cancelled) {
  std::vector<bool> asked;
  on_.options.login.token.clear();
  on_.options.login.async_provider = [&](bool refused) { return token_after_a_minute(on_.time, asked, refused); };
  on_.options.timeout = std::chrono::seconds(10);
  serve("XOAUTH2", "");
  EXPECT_EQ(refused().code(), errc::deadline_exceeded);
  EXPECT_EQ(on_.time.now() - net::time_point{}, std::chrono::seconds(10));
}

TEST_F(bearer_login, a_coroutine_that_throws_is_reported) {
  on_.options.login.token.clear();
  on_.options.login.async_provider = [](bool) { return throwing_provider(); };
  serve("XOAUTH2", "");
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::credentials_missing);
  EXPECT_EQ(why.detail(), "no network");
}

TEST_F(bearer_login, two_providers_are_an_invalid_option) {
  on_.options.login.provider = [](bool) { return std::string("t0ken"); };
  on_.options.login.async_provider = [](bool) { return throwing_provider(); };
  const failure why = refused();
  EXPECT_EQ(why.code(), errc::invalid_option);
  EXPECT_EQ(why.detail(), "client_options::login.async_provider is given beside login.provider");
  EXPECT_EQ(on_.connections(), 0U);
}

TEST_F(bearer_login, a_token_that_the_server_echoes_is_masked) {
  use("very-secret-token-of-mine");
  const std::string line = xoauth2("very-secret-token-of-mine");
  serve("XOAUTH2", "C: AUTH XOAUTH2 " + line + "\nS: -ERR very-secret-token-of-mine " + line);
  EXPECT_THAT(refused().message(), Not(HasSubstr("very-secret")));
}

}  // namespace
}  // namespace pop3kit::testing
