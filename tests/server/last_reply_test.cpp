#include <gmock/gmock.h>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// A rule's `last_reply`: it ends an exchange of AUTH that has been held to the end.
class last_reply : public ::testing::Test {
 protected:
  last_reply() {
    rule& busy = on_.add_rule("PASS|AUTH");
    busy.what.last_reply = "-ERR [IN-USE] another session is running";
    busy.who.times = 1;
  }
  const std::string busy_ = "-ERR [IN-USE] another session is running\r\n";
  stage on_;
};

TEST_F(last_reply, comes_when_the_exchange_is_over) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("AUTH LOGIN\r\n"), "+ VXNlciBOYW1l\r\n");
  EXPECT_EQ(client.ask("YWxpY2U=\r\n"), "+ UGFzc3dvcmQ=\r\n");
  EXPECT_THAT(on_.journal(journal_kind::rule), IsEmpty());
  EXPECT_EQ(client.ask("czNjcmV0\r\n"), busy_);
  EXPECT_THAT(on_.journal(journal_kind::rule),
              ElementsAre("test.lua:1: AUTH: last_reply -ERR [IN-USE] another session is running"));
  EXPECT_THAT(client.ask("STAT\r\n"), StartsWith("-ERR")) << "nobody is logged in";
  EXPECT_THAT(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), StartsWith("+OK")) << "the rule is spent";
}

TEST_F(last_reply, comes_at_once_after_an_initial_response) {
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), busy_);
}

TEST_F(last_reply, stands_for_a_refusal_too) {
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN AGFsaWNlAHdyb25n\r\n"), busy_);
}

TEST_F(last_reply, leaves_exchanges_without_an_end_to_the_real_server) {
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN\r\n*\r\n"), "+ \r\n-ERR authentication cancelled\r\n");
  EXPECT_THAT(on_.journal(journal_kind::rule), IsEmpty());
}

TEST_F(last_reply, is_a_reply_like_any_other_for_pass) {
  EXPECT_EQ(on_.connect().ask("USER alice\r\nPASS s3cret\r\n"), "+OK send PASS\r\n" + busy_);
}

TEST_F(last_reply, excludes_reply_and_raw) {
  for (const char* const other : {"reply = '+OK'", "raw = '+OK'"}) {
    const std::string text = "return scenario { rules = { { last_reply = '-ERR', " + std::string(other) + " } } }";
    EXPECT_THAT(complaint(text), HasSubstr("a rule has one of 'reply', 'raw' and 'last_reply'"));
  }
}

/// What AUTH LOGIN comes to under these rules, on the first connection on which it is not accepted.
std::string refusal_under(const scenario::description& what) {
  stage on;
  on.what.rules = what.rules;
  on.alice().lock = false;
  std::string heard = "+OK";
  for (int connection = 1; connection <= 16 && heard.starts_with("+OK"); ++connection) {
    line_client& client = on.connect();
    EXPECT_EQ(client.ask("AUTH LOGIN\r\n"), "+ VXNlciBOYW1l\r\n");
    EXPECT_EQ(client.ask("YWxpY2U=\r\n"), "+ UGFzc3dvcmQ=\r\n");
    heard = client.ask("czNjcmV0\r\n");
  }
  return heard;
}

TEST(scenarios_that_refuse_logins, hold_the_exchange_of_auth_to_its_end) {
  const std::string folder = std::string(POP3KIT_SCENARIOS) + "/auth/";
  const auto away = scenario::load(folder + "temporary_failure.lua");
  EXPECT_THAT(refusal_under(described(away)), StartsWith("-ERR [SYS/TEMP]"));
  const auto too_soon = scenario::load(folder + "login_delay.lua");
  EXPECT_THAT(refusal_under(described(too_soon)), StartsWith("-ERR [LOGIN-DELAY]"));
  const auto wrong = scenario::load(folder + "refused_login.lua");
  EXPECT_THAT(refusal_under(described(wrong)), StartsWith("-ERR [AUTH]"));
  const auto busy = scenario::parse("return scenario { rules = { quirk 'busy' } }");
  EXPECT_THAT(refusal_under(described(busy)), StartsWith("-ERR [SYS/TEMP]"));
}

}  // namespace
}  // namespace pop3kit::serving
