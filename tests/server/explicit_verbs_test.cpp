#include <gmock/gmock.h>

#include "language.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;

/// `verb "XTND"`: a command that no RFC knows, named on purpose.
class explicit_verbs : public ::testing::Test {
 protected:
  void play(const std::string& text) {
    const auto made = scenario::parse(text);
    on_.what.rules = described(made).rules;
    on_.what.expectations = described(made).expectations;
  }

  stage on_;
};

TEST_F(explicit_verbs, are_answered_by_rules) {
  play("return scenario { rules = { { on = verb 'xtnd|XFOO', reply = '+OK extended' } } }");
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("XTND XMIT\r\nxfoo\r\nXBAR\r\n"), "+OK extended\r\n+OK extended\r\n-ERR unknown command\r\n");
}

TEST_F(explicit_verbs, are_expected_with_their_arguments) {
  play(
      "return scenario { expect = { { command = verb 'XTND XMIT', exactly = 1 }, "
      "{ command = verb 'XFOO', never = true } } }");
  line_client& client = on_.connect();
  client.ask("XTND ASC\r\nXTND XMIT\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
  client.ask("XFOO\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_error());
}

TEST_F(explicit_verbs, stand_in_an_order) {
  play("return scenario { expect = { order { 'CAPA', verb 'XTND', 'QUIT' } } }");
  on_.connect().ask("CAPA\r\nXTND\r\nQUIT\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
}

TEST_F(explicit_verbs, must_be_words) {
  EXPECT_THAT(complaint("return scenario { rules = { {\n on = verb '' } } }"),
              HasSubstr("2: on: '' cannot be a command"));
  EXPECT_THAT(complaint("return scenario { rules = { {\n on = verb 'X Y' } } }"),
              HasSubstr("2: on: 'X Y' cannot be a command"));
}

TEST_F(explicit_verbs, are_what_the_complaint_about_a_stranger_names) {
  EXPECT_THAT(complaint("return scenario { rules = { { on = 'XSENDER' } } }"),
              HasSubstr("write verb \"XSENDER\" for a command that no RFC knows"));
}

TEST_F(language, commands_of_other_times) {
  play("commands_of_other_times");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 0\r\n");
  client.ask("RETR 2\r\n");
  EXPECT_EQ(client.ask("LAST\r\n"), "+OK 2\r\n");
  EXPECT_EQ(client.ask("XTND XMIT\r\nXSENDER 2\r\n"), "+OK as you like\r\n+OK as you like\r\n");
  EXPECT_TRUE(on().run().expectations.verdict().has_value());
}

}  // namespace
}  // namespace pop3kit::serving
