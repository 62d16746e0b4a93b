#include <boost/json/parse.hpp>

#include "command_fixture.hpp"
#include "console/junit.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::test {
namespace {

using command::json_output;
using command::one_line;
using command::printable;
using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string>& unsafe_characters() {
  static const std::vector<std::string> all{std::string(1, '\0'),
                                            "\x07",
                                            "\x1B",
                                            "\x7F",
                                            "\u0080",
                                            "\u009B",
                                            "\u061C",
                                            "\u200E",
                                            "\u200F",
                                            "\u2028",
                                            "\u2029",
                                            "\u202A",
                                            "\u202B",
                                            "\u202C",
                                            "\u202D",
                                            "\u202E",
                                            "\u2066",
                                            "\u2067",
                                            "\u2068",
                                            "\u2069"};
  return all;
}

TEST(terminal_text, control_and_bidirectional_characters_become_question_marks) {
  for (const std::string& each : unsafe_characters()) {
    EXPECT_EQ(printable("a" + each + "b\n"), "a?b\n");
    EXPECT_EQ(one_line("a" + each + "b\n"), "a?b ");
    EXPECT_THAT(to_xml(command::junit_report("a" + each + "b")), HasSubstr("<testsuite name=\"a?b\""));
  }
}

TEST(terminal_text, other_characters_stay) {
  const std::string text = "caf\u00E9 \u05D0\u05D1 \u200D\u2010\u2027\u202F\u2065\u206A \U0001F600 \u00A0";
  EXPECT_EQ(printable(text), text);
  EXPECT_EQ(one_line("\xFF"), "\uFFFD");
}

TEST(terminal_text, each_undecodable_character_is_replaced_once) {
  EXPECT_EQ(command::utf8("a\xE2\x82 b\xF0\x9F\x98"), "a\uFFFD b\uFFFD");
  EXPECT_EQ(command::utf8("\xFF\xE2\x82\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(terminal_text, json_keeps_its_value_without_such_characters) {
  EXPECT_EQ(json_output({"a\u202Eb\u009B\x7F"}), "[\"a\\u202eb\\u009b\\u007f\"]");
  EXPECT_EQ(json_output({"caf\u00E9 \U0001F600"}), "[\"caf\u00E9 \U0001F600\"]");
}

/// A server that writes such characters wherever it can.
class hostile_text : public command_test {
 protected:
  void SetUp() override {
    serve(
        "text \"Subject: =?UTF-8?Q?fdp=E2=80=AEexe?=\\nFrom: =?UTF-8?Q?=E2=81=A6Bob?= <bob@example.org>\\n\\n"
        "\\xE2\\x80\\xAEbody\\n\"",
        "rules = { { on = \"UIDL\", argument = \"\", raw = \"+OK\\r\\n1 a\\xE2\\x80\\xAEb\\r\\n.\\r\\n\" },"
        " { on = \"DELE\", reply = \"-ERR \\xE2\\x80\\xAEno\" } },");
  }
};

TEST_F(hostile_text, no_output_contains_bidirectional_characters) {
  const std::vector<std::vector<std::string>> runs{
      {"list"},      {"list", "--json"},      {"headers", "1"}, {"headers", "1", "--json"},
      {"show", "1"}, {"show", "1", "--json"}, {"info", "1"},    {"delete", "1"}};
  for (const std::vector<std::string>& each : runs) {
    const command_run got = plain(each.front(), {each.begin() + 1, each.end()});
    for (const std::string& text : {got.out, got.err}) {
      EXPECT_THAT(text, Not(HasSubstr("\u202E"))) << each.front();
      EXPECT_THAT(text, Not(HasSubstr("\u2066"))) << each.front();
    }
  }
  EXPECT_THAT(plain("list").out, HasSubstr("fdp?exe"));
  const boost::json::value listed = json_of(plain("list", {"--json"}));
  EXPECT_EQ(listed.as_array().at(0).at("subject").as_string(), "fdp\u202Eexe");
}

}  // namespace
}  // namespace pop3kit::test
