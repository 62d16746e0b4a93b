#include "wire/command.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {
namespace {

using namespace std::string_view_literals;
using wire::command;
using wire::verb;
using word_list = std::vector<std::string_view>;

struct making {
  const char* name;
  verb id;
  word_list arguments;
  std::string_view line;
  std::string_view redacted;
};

void PrintTo(const making& each, std::ostream* out) {
  *out << each.name;
}

const std::vector<making> makings{
    {"stat_rfc1939_5", verb::stat, {}, "STAT\r\n"sv, "STAT"sv},
    {"list_rfc1939_5", verb::list, {}, "LIST\r\n"sv, "LIST"sv},
    {"list_of_one_rfc1939_5", verb::list, {"2"}, "LIST 2\r\n"sv, "LIST 2"sv},
    {"top_rfc1939_7", verb::top, {"1", "10"}, "TOP 1 10\r\n"sv, "TOP 1 10"sv},
    {"user_rfc1939_7", verb::user, {"mrose"}, "USER mrose\r\n"sv, "USER mrose"sv},
    {"user_with_space", verb::user, {"m rose"}, "USER m rose\r\n"sv, "USER m rose"sv},
    {"pass_rfc1939_7", verb::pass, {"secret"}, "PASS secret\r\n"sv, "PASS ****"sv},
    {"pass_with_spaces_rfc1939_7", verb::pass, {" a  b "}, "PASS  a  b \r\n"sv, "PASS ****"sv},
    {"apop_rfc1939_7",
     verb::apop,
     {"mrose", "c4c9334bac560ecc979e58001b3e22fb"},
     "APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n"sv,
     "APOP mrose ****"sv},
    {"auth_rfc5034_4", verb::auth, {"DIGEST-MD5"}, "AUTH DIGEST-MD5\r\n"sv, "AUTH DIGEST-MD5"sv},
    {"auth_initial_response_rfc5034_4",
     verb::auth,
     {"PLAIN", "dGVzdAB0ZXN0AHRlc3Q="},
     "AUTH PLAIN dGVzdAB0ZXN0AHRlc3Q=\r\n"sv,
     "AUTH PLAIN ****"sv},
    {"auth_empty_initial_response_rfc5034_4",
     verb::auth,
     {"EXTERNAL", "="},
     "AUTH EXTERNAL =\r\n"sv,
     "AUTH EXTERNAL ****"sv},
    {"stls_rfc2595_4", verb::stls, {}, "STLS\r\n"sv, "STLS"sv},
    {"lang_rfc6856_3_2", verb::lang, {"*"}, "LANG *\r\n"sv, "LANG *"sv},
    {"utf8_in_a_password_rfc6856_2", verb::pass, {"p\xc3\xa4ss"}, "PASS p\xc3\xa4ss\r\n"sv, "PASS ****"sv},
};

class made_commands : public ::testing::TestWithParam<making> {};

TEST_P(made_commands, have_their_line) {
  const auto made = command::make(GetParam().id, GetParam().arguments);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->line(), GetParam().line);
  EXPECT_EQ(wire::redact(made->line().substr(0, made->line().size() - 2)), GetParam().redacted);
  EXPECT_EQ(made->id(), GetParam().id);
  EXPECT_EQ(made->has_argument(), !GetParam().arguments.empty());
}

TEST_P(made_commands, are_read_back) {
  const auto parsed = wire::parse_command(GetParam().line.substr(0, GetParam().line.size() - 2));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->id, GetParam().id);
  EXPECT_EQ(parsed->words, GetParam().arguments);
}

INSTANTIATE_TEST_SUITE_P(wire, made_commands, ::testing::ValuesIn(makings),
                         [](const auto& each) { return each.param.name; });

class injections : public ::testing::TestWithParam<std::string_view> {};

TEST_P(injections, are_refused_for_every_verb) {
  for (const wire::verb_info& row : wire::verb_table()) {
    if (row.max_arguments == 0) continue;
    word_list arguments(std::max<std::size_t>(row.min_arguments, 1), "1");
    arguments.back() = GetParam();
    const auto made = command::make(row.id, arguments);
    ASSERT_TRUE(made.has_error()) << row.name;
    EXPECT_EQ(made.error(), errc::line_break_in_argument) << row.name;
  }
}

INSTANTIATE_TEST_SUITE_P(wire, injections,
                         ::testing::Values("a\r\nDELE 1"sv, "a\r"sv, "a\n"sv, "\n"sv, "\r"sv, "\0"sv, "a\0b"sv,
                                           "a\nQUIT"sv));

TEST(command, refuses_an_empty_argument) {
  EXPECT_EQ(command::make(verb::user, {""}).error(), errc::empty_argument);
  EXPECT_EQ(command::make(verb::pass, {""}).error(), errc::empty_argument);
  EXPECT_EQ(command::make(verb::auth, {"PLAIN", ""}).error(), errc::empty_argument);
}

TEST(command, refuses_a_space_if_it_would_begin_another_argument) {
  EXPECT_EQ(command::make(verb::apop, {"m rose", "c4c9"}).error(), errc::space_in_argument);
  EXPECT_EQ(command::make(verb::top, {"1 2", "3"}).error(), errc::space_in_argument);
  EXPECT_EQ(command::make(verb::auth, {"PLAIN x", "y"}).error(), errc::space_in_argument);
}

TEST(command, refuses_a_number_of_arguments_that_the_verb_does_not_take) {
  EXPECT_EQ(command::make(verb::stat, {"1"}).error(), errc::invalid_option);
  EXPECT_EQ(command::make(verb::retr).error(), errc::invalid_option);
  EXPECT_EQ(command::make(verb::top, {"1"}).error(), errc::invalid_option);
  EXPECT_EQ(command::make(verb::pass, {"two", "words"}).error(), errc::invalid_option);
}

TEST(command, keeps_within_255_octets_rfc2449_4) {
  const std::string longest(wire::max_command_octets - "PASS \r\n"sv.size(), 'x');
  const auto made = command::make(verb::pass, {longest});
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->line().size(), wire::max_command_octets);
  EXPECT_EQ(command::make(verb::pass, {longest + "x"}).error(), errc::argument_too_long);
}

TEST(command, only_an_initial_response_may_be_longer) {
  const std::string token(5000, 'x');
  EXPECT_TRUE(command::make(verb::auth, {"XOAUTH2", token}).has_value());
  EXPECT_EQ(command::make(verb::auth, {token}).error(), errc::argument_too_long);
  EXPECT_EQ(command::make(verb::apop, {"mrose", token}).error(), errc::argument_too_long);
}

TEST(command, misuse_is_known_by_its_fault) {
  const auto made = command::make(verb::user, {"a\r\nb"});
  ASSERT_TRUE(made.has_error());
  EXPECT_TRUE(made.error() == fault::misuse);
}

TEST(append_numbered, writes_the_line) {
  std::string out;
  wire::append_numbered(out, verb::retr, 7);
  wire::append_numbered(out, verb::dele, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(out, "RETR 7\r\nDELE 18446744073709551615\r\n");
}

TEST(append_top, writes_the_line_rfc1939_7) {
  std::string out;
  wire::append_top(out, 12, 0);
  EXPECT_EQ(out, "TOP 12 0\r\n");
}

}  // namespace
}  // namespace pop3kit
