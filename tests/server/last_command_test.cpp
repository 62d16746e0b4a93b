#include <gmock/gmock.h>

#include "scenario_text.hpp"
#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// LAST of RFC 1460 section 3, which RFC 1939 dropped.
class last_command : public stage_fixture {
 protected:
  last_command() {
    on_.what.extensions.last = true;
    on_.alice().mailbox = mailbox_of({message_of(120), message_of(200), message_of(80), message_of(90)});
  }
};

TEST_F(last_command, follows_the_example_of_the_rfc) {
  line_client& before = logged_in();
  EXPECT_EQ(before.ask("LAST\r\n"), "+OK 0\r\n");
  before.ask("RETR 1\r\nQUIT\r\n");

  line_client& client = logged_in();
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 1\r\n");
  EXPECT_THAT(client.ask("RETR 3\r\n"), StartsWith("+OK 80 octets"));
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 3\r\n");
  EXPECT_THAT(client.ask("DELE 2\r\n"), StartsWith("+OK"));
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 3\r\n");
  EXPECT_THAT(client.ask("RSET\r\n"), StartsWith("+OK"));
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 1\r\n");
}

TEST_F(last_command, counts_the_messages_that_are_left_of_those_accessed) {
  logged_in().ask("RETR 3\r\nDELE 1\r\nQUIT\r\n");
  EXPECT_EQ(logged_in().ask("LAST\r\n"), "+OK 2\r\n");
}

TEST_F(last_command, begins_with_the_highest_number_less_the_messages_that_were_removed) {
  logged_in().ask("RETR 2\r\nDELE 4\r\nQUIT\r\n");
  EXPECT_EQ(logged_in().ask("LAST\r\n"), "+OK 3\r\n");
}

TEST_F(last_command, forgets_what_a_session_without_quit_accessed) {
  line_client& lost = logged_in();
  lost.ask("RETR 4\r\n");
  lost.close();
  EXPECT_EQ(logged_in().ask("LAST\r\n"), "+OK 0\r\n");
}

TEST_F(last_command, counts_neither_top_nor_refused_commands) {
  EXPECT_THAT(logged_in().ask("TOP 3 0\r\nRETR 9\r\nDELE x\r\nLAST\r\n"), HasSubstr("+OK 0\r\n"));
}

TEST_F(last_command, needs_a_login_and_no_argument) {
  EXPECT_EQ(on_.connect().ask("LAST\r\n"), "-ERR LAST needs a login first\r\n");
  EXPECT_EQ(logged_in().ask("last 1\r\n"), "-ERR too many arguments\r\n");
}

TEST_F(last_command, is_unknown_unless_asked_for) {
  on_.what.extensions.last = false;
  EXPECT_EQ(logged_in().ask("LAST\r\n"), "-ERR unknown command\r\n");
}

TEST_F(last_command, can_be_scripted_and_expected) {
  const auto made = scenario::parse(
      "return scenario { rules = { { on = 'last', reply = '+OK 7' } }, expect = { { command = 'LAST', exactly = 1 } }, "
      "hooks = { LAST = function() end } }");
  ASSERT_TRUE(made.has_value()) << made.error().detail();
  on_.what.rules = described(made).rules;
  on_.what.expectations = described(made).expectations;
  EXPECT_EQ(logged_in().ask("LAST\r\n"), "+OK 7\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
}

TEST_F(last_command, comes_with_the_server_of_1988_and_by_name) {
  for (const char* const text :
       {"return scenario { rules = { quirk 'rfc1081' } }", "return scenario { extensions = { last = true } }"}) {
    const auto made = scenario::parse(text);
    EXPECT_TRUE(described(made).extensions.last) << text;
  }
}

}  // namespace
}  // namespace pop3kit::serving
