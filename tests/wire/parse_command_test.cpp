#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "wire/command.hpp"

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using wire::command_error;
using wire::verb;
using word_list = std::vector<std::string_view>;

struct parse_command_case {
  const char* name;
  std::string_view line;
  verb id;
  std::string_view argument;
  word_list arguments;
};

void PrintTo(const parse_command_case& each, std::ostream* out) {
  *out << each.name;
}

const std::vector<parse_command_case> parse_command_cases{
    {"bare", "STAT"sv, verb::stat, ""sv, {}},
    {"any_case_rfc1939_3", "rEtR 1"sv, verb::retr, "1"sv, {"1"}},
    {"trailing_space_is_no_argument", "LIST "sv, verb::list, ""sv, {}},
    {"several_spaces", "TOP  1   10 "sv, verb::top, " 1   10 "sv, {"1", "10"}},
    {"password_with_spaces_rfc1939_7", "PASS a b"sv, verb::pass, "a b"sv, {"a b"}},
    {"password_keeps_every_space_rfc1939_7", "PASS  a "sv, verb::pass, " a "sv, {" a "}},
    {"user_name_with_spaces", "USER m rose"sv, verb::user, "m rose"sv, {"m rose"}},
    {"argument_keeps_its_case", "USER MRose"sv, verb::user, "MRose"sv, {"MRose"}},
    {"nonsense_argument_is_kept", "RETR one"sv, verb::retr, "one"sv, {"one"}},
    {"nul_in_an_argument_is_kept", "RETR \0"sv, verb::retr, "\0"sv, {"\0"sv}},
    {"cr_in_a_password_is_kept", "PASS a\rb"sv, verb::pass, "a\rb"sv, {"a\rb"}},
};

class parsed_commands : public ::testing::TestWithParam<parse_command_case> {};

TEST_P(parsed_commands, have_their_arguments) {
  const auto parsed = wire::parse_command(GetParam().line);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->id, GetParam().id);
  EXPECT_EQ(parsed->argument, GetParam().argument);
  EXPECT_EQ(parsed->words, GetParam().arguments);
  EXPECT_TRUE(GetParam().line.starts_with(parsed->keyword));
}

INSTANTIATE_TEST_SUITE_P(wire, parsed_commands, ::testing::ValuesIn(parse_command_cases),
                         [](const auto& each) { return each.param.name; });

struct refusal {
  const char* name;
  std::string_view line;
  command_error why;
};

void PrintTo(const refusal& each, std::ostream* out) {
  *out << each.name;
}

constexpr refusal refusals[] = {
    {"empty_line", "", command_error::unknown_verb},
    {"unknown", "XTND XMIT", command_error::unknown_verb},
    {"leading_space", " STAT", command_error::unknown_verb},
    {"tab_behind_the_keyword", "LIST\t1", command_error::unknown_verb},
    {"keyword_with_more_letters", "STATS", command_error::unknown_verb},
    {"keyword_cut_short", "STA", command_error::unknown_verb},
    {"high_octets", "\xff\xfe", command_error::unknown_verb},
    {"base64_of_a_lost_exchange", "dGVzdAB0ZXN0AHRlc3Q=", command_error::unknown_verb},
    {"retr_without_number", "RETR", command_error::too_few_arguments},
    {"retr_with_a_space_alone", "RETR ", command_error::too_few_arguments},
    {"top_with_one_number", "TOP 1", command_error::too_few_arguments},
    {"pass_without_argument", "PASS", command_error::too_few_arguments},
    {"pass_with_empty_argument", "PASS ", command_error::too_few_arguments},
    {"apop_without_digest", "APOP mrose", command_error::too_few_arguments},
    {"auth_without_mechanism", "AUTH", command_error::too_few_arguments},
    {"stat_with_argument", "STAT 1", command_error::too_many_arguments},
    {"list_with_two_numbers", "LIST 1 2", command_error::too_many_arguments},
    {"top_with_three_numbers", "TOP 1 2 3", command_error::too_many_arguments},
    {"quit_with_argument", "QUIT now", command_error::too_many_arguments},
    {"auth_with_three_words", "AUTH PLAIN a b", command_error::too_many_arguments},
};

class refused_commands : public ::testing::TestWithParam<refusal> {};

TEST_P(refused_commands, say_why) {
  const auto parsed = wire::parse_command(GetParam().line);
  ASSERT_TRUE(parsed.has_error());
  EXPECT_EQ(parsed.error(), GetParam().why);
}

INSTANTIATE_TEST_SUITE_P(wire, refused_commands, ::testing::ValuesIn(refusals),
                         [](const auto& each) { return each.param.name; });

TEST(parse_command, a_long_line_of_words_costs_no_memory) {
  std::string line = "LIST";
  for (int i = 0; i < 100'000; ++i) line += " 1";
  EXPECT_EQ(wire::parse_command(line).error(), command_error::too_many_arguments);
}

struct redaction {
  const char* name;
  std::string_view line;
  std::string_view shown;
};

void PrintTo(const redaction& each, std::ostream* out) {
  *out << each.name;
}

constexpr redaction redactions[] = {
    {"open_commands_stay", "RETR 7", "RETR 7"},
    {"pass", "PASS s3cret", "PASS ****"},
    {"pass_of_one_letter_looks_the_same", "PASS x", "PASS ****"},
    {"pass_with_spaces", "PASS s3cret and more", "PASS ****"},
    {"pass_in_lower_case", "pass s3cret", "pass ****"},
    {"pass_behind_a_tab", "PASS\ts3cret", "PASS ****"},
    {"pass_without_argument", "PASS", "PASS"},
    {"pass_that_does_not_parse", "PASS ", "PASS ****"},
    {"apop", "APOP mrose c4c9334bac560ecc979e58001b3e22fb", "APOP mrose ****"},
    {"apop_with_too_many_words", "APOP mrose c4c9 s3cret", "APOP mrose ****"},
    {"apop_name_alone", "APOP mrose", "APOP mrose"},
    {"auth_mechanism_alone", "AUTH PLAIN", "AUTH PLAIN"},
    {"auth_initial_response", "AUTH PLAIN dGVzdAB0ZXN0AHRlc3Q=", "AUTH PLAIN ****"},
    {"auth_several_spaces", "AUTH  PLAIN  dGVzdA==", "AUTH PLAIN ****"},
    {"unknown_verb_keeps_its_keyword", "XTND XMIT", "XTND ****"},
    {"unknown_verb_alone", "HELO", "HELO"},
    {"base64_out_of_place", "dGVzdAB0ZXN0AHRlc3Q=", "****"},
    {"keyword_glued_to_its_secret", "PASSs3cret", "****"},
    {"leading_space", " PASS s3cret", "****"},
    {"empty_line", "", "****"},
};

class redacted_lines : public ::testing::TestWithParam<redaction> {};

TEST_P(redacted_lines, hide_their_secret) {
  EXPECT_EQ(wire::redact(GetParam().line), GetParam().shown);
}

INSTANTIATE_TEST_SUITE_P(wire, redacted_lines, ::testing::ValuesIn(redactions),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace pop3kit
