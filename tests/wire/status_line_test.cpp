#include "wire/status_line.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pop3kit {
namespace {

using namespace std::string_view_literals;

struct status_line_case {
  const char* name;
  std::string_view line;
  bool ok;
  response_code code;
  std::string_view code_words;
  std::string_view text;
};

void PrintTo(const status_line_case& each, std::ostream* out) {
  *out << each.name;
}

constexpr auto none = response_code::none;

constexpr status_line_case status_line_cases[] = {
    {"greeting_rfc1939_4", "+OK POP3 server ready", true, none, "", "POP3 server ready"},
    {"greeting_with_timestamp_rfc1939_7", "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>", true, none, "",
     "POP3 server ready <1896.697170952@dbc.mtview.ca.us>"},
    {"stat_rfc1939_5", "+OK 2 320", true, none, "", "2 320"},
    {"refusal_rfc1939_5", "-ERR no such message, only 2 messages in maildrop", false, none, "",
     "no such message, only 2 messages in maildrop"},
    {"bare_ok_rfc1939_3", "+OK", true, none, "", ""},
    {"bare_err_rfc1939_3", "-ERR", false, none, "", ""},
    {"ok_and_space", "+OK ", true, none, "", ""},
    {"lower_case_is_tolerated", "+ok done", true, none, "", "done"},
    {"mixed_case_is_tolerated", "-Err no", false, none, "", "no"},
    {"tab_is_tolerated", "+OK\tdone", true, none, "", "done"},
    {"several_spaces_are_tolerated", "+OK  2 320", true, none, "", "2 320"},
    {"in_use_rfc2449_8_1_1", "-ERR [IN-USE] Do you have another POP session running?", false, response_code::in_use,
     "IN-USE", "Do you have another POP session running?"},
    {"login_delay_rfc2449_8_1_2", "-ERR [LOGIN-DELAY] wait", false, response_code::login_delay, "LOGIN-DELAY", "wait"},
    {"code_case_is_ignored_rfc2449_8", "-ERR [in-Use] x", false, response_code::in_use, "in-Use", "x"},
    {"sys_temp_rfc3206_4", "-ERR [SYS/TEMP] try later", false, response_code::sys_temp, "SYS/TEMP", "try later"},
    {"sys_perm_rfc3206_4", "-ERR [SYS/PERM] maildrop gone", false, response_code::sys_perm, "SYS/PERM",
     "maildrop gone"},
    {"auth_rfc3206_5", "-ERR [AUTH] invalid credentials", false, response_code::auth, "AUTH", "invalid credentials"},
    {"utf8_rfc6856_5", "-ERR [UTF8] Cannot show it", false, response_code::utf8, "UTF8", "Cannot show it"},
    {"unknown_code_keeps_its_words", "-ERR [X-QUOTA/FULL] full", false, response_code::unknown, "X-QUOTA/FULL", "full"},
    {"code_without_text", "-ERR [AUTH]", false, response_code::auth, "AUTH", ""},
    {"code_without_space_behind", "-ERR [AUTH]no", false, response_code::auth, "AUTH", "no"},
    {"code_right_behind_the_status_rfc2449_9", "+OK[X-CODE] hi", true, response_code::unknown, "X-CODE", "hi"},
    {"bracket_never_closed_is_text", "-ERR [IN-USE", false, none, "", "[IN-USE"},
    {"empty_brackets_are_text", "-ERR [] no", false, none, "", "[] no"},
    {"bracket_inside_is_text", "-ERR no [IN-USE]", false, none, "", "no [IN-USE]"},
    {"closing_bracket_first_is_text", "-ERR ] [", false, none, "", "] ["},
    {"high_octets_stay", "+OK \xff\x80", true, none, "", "\xff\x80"},
    {"nul_stays", "+OK a\0b"sv, true, none, "", "a\0b"sv},
    {"lang_rfc6856_3_2", "+OK es Idioma cambiado", true, none, "", "es Idioma cambiado"},
};

class status_line_vectors : public ::testing::TestWithParam<status_line_case> {};

TEST_P(status_line_vectors, parses) {
  const status_line_case& each = GetParam();
  const auto parsed = wire::parse_status_line(each.line);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->ok, each.ok);
  EXPECT_EQ(parsed->code, each.code);
  EXPECT_EQ(parsed->code_words, each.code_words);
  EXPECT_EQ(parsed->text, each.text);
  EXPECT_TRUE(wire::looks_like_status(each.line));
}

INSTANTIATE_TEST_SUITE_P(wire, status_line_vectors, ::testing::ValuesIn(status_line_cases),
                         [](const auto& each) { return each.param.name; });

class malformed_status_lines : public ::testing::TestWithParam<std::string_view> {};

TEST_P(malformed_status_lines, are_refused) {
  const auto parsed = wire::parse_status_line(GetParam());
  ASSERT_TRUE(parsed.has_error());
  EXPECT_EQ(parsed.error(), errc::malformed_status_line);
  EXPECT_FALSE(wire::looks_like_status(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(wire, malformed_status_lines,
                         ::testing::Values(""sv, "+"sv, "+O"sv, "OK"sv, "+OKAY"sv, "+OK1 2"sv, "+ERR no"sv, "-OK"sv,
                                           "-ERROR"sv, " +OK"sv, "+ OK"sv, "* OK"sv, "220 ready"sv, "-ER"sv, "+OK\0"sv,
                                           "warning: auth_error"sv, "."sv));

TEST(append_ok, writes_the_line_rfc1939_3) {
  std::string out;
  wire::append_ok(out);
  wire::append_ok(out, "2 320");
  EXPECT_EQ(out, "+OK\r\n+OK 2 320\r\n");
}

TEST(append_err, writes_the_line_rfc1939_3) {
  std::string out;
  wire::append_err(out, "", "no such message");
  wire::append_err(out, "", "");
  EXPECT_EQ(out, "-ERR no such message\r\n-ERR\r\n");
}

TEST(append_err, writes_the_response_code_rfc2449_8) {
  std::string out;
  wire::append_err(out, "IN-USE", "busy");
  wire::append_err(out, "AUTH", "");
  EXPECT_EQ(out, "-ERR [IN-USE] busy\r\n-ERR [AUTH]\r\n");
}

TEST(append_err, a_text_cannot_begin_another_line) {
  std::string out;
  wire::append_err(out, "A\r\nB", "x\r\n+OK\n.\0"sv);
  EXPECT_EQ(out, "-ERR [A  B] x  +OK . \r\n");
}

TEST(append_ok, a_text_cannot_begin_another_line) {
  std::string out = "\r\n";
  wire::append_ok(out, "x\r\n-ERR");
  EXPECT_EQ(out, "\r\n+OK x  -ERR\r\n");
}

TEST(status_line, what_is_written_is_read_back) {
  std::string out;
  wire::append_err(out, "SYS/TEMP", "try later");
  const auto parsed = wire::parse_status_line(std::string_view{out}.substr(0, out.size() - 2));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_FALSE(parsed->ok);
  EXPECT_EQ(parsed->code, response_code::sys_temp);
  EXPECT_EQ(parsed->text, "try later");
}

TEST(challenge, carries_base64_rfc5034_4) {
  const auto parsed = wire::parse_challenge("+ cmVhbG09ImVsd29vZC5pbm5vc29mdC5jb20i");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, "cmVhbG09ImVsd29vZC5pbm5vc29mdC5jb20i");
}

class empty_challenges : public ::testing::TestWithParam<std::string_view> {};

TEST_P(empty_challenges, are_empty_rfc5034_4) {
  const auto parsed = wire::parse_challenge(GetParam());
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, "");
}

INSTANTIATE_TEST_SUITE_P(wire, empty_challenges, ::testing::Values("+"sv, "+ "sv, "+  "sv, "+\t"sv));

class no_challenges : public ::testing::TestWithParam<std::string_view> {};

TEST_P(no_challenges, are_refused) {
  const auto parsed = wire::parse_challenge(GetParam());
  ASSERT_TRUE(parsed.has_error());
  EXPECT_EQ(parsed.error(), errc::malformed_challenge);
}

INSTANTIATE_TEST_SUITE_P(wire, no_challenges,
                         ::testing::Values(""sv, " +"sv, "+OK"sv, "+OK done"sv, "-ERR"sv, "+ok"sv));

TEST(challenge, may_follow_the_plus_without_a_blank) {
  for (const std::string_view line : {"+YWJj"sv, "+OKAY"sv}) {
    const auto parsed = wire::parse_challenge(line);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(*parsed, line.substr(1));
  }
}

TEST(challenge, blanks_around_are_dropped) {
  const auto parsed = wire::parse_challenge("+  YWJj ");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, "YWJj");
}

TEST(challenge, an_empty_one_keeps_its_space_rfc5034_4) {
  std::string out;
  wire::append_challenge(out, "");
  wire::append_challenge(out, "YWJj");
  EXPECT_EQ(out, "+ \r\n+ YWJj\r\n");
}

}  // namespace
}  // namespace pop3kit
