#include "wire/verb.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace pop3kit::wire {

static void PrintTo(const verb_info& row, std::ostream* out) {
  *out << row.name;
}

namespace {

class verb_rows : public ::testing::TestWithParam<verb_info> {};

INSTANTIATE_TEST_SUITE_P(wire, verb_rows, ::testing::ValuesIn(verb_table()),
                         [](const auto& each) { return std::string{each.param.name}; });

TEST_P(verb_rows, are_found_by_name_in_any_case_rfc1939_3) {
  std::string lower{GetParam().name};
  for (char& octet : lower) octet = static_cast<char>(octet >= 'A' && octet <= 'Z' ? octet + 32 : octet);
  EXPECT_EQ(find_verb(GetParam().name), GetParam().id);
  EXPECT_EQ(find_verb(lower), GetParam().id);
  EXPECT_EQ(name(GetParam().id), GetParam().name);
  EXPECT_EQ(&info(GetParam().id), &verb_table()[static_cast<std::size_t>(GetParam().id)]);
}

TEST_P(verb_rows, keywords_have_three_or_four_characters_rfc1939_3) {
  EXPECT_GE(GetParam().name.size(), 3U);
  EXPECT_LE(GetParam().name.size(), 4U);
}

TEST_P(verb_rows, are_complete) {
  EXPECT_LE(GetParam().min_arguments, GetParam().max_arguments);
  EXPECT_TRUE(GetParam().rfc.starts_with("RFC "));
  EXPECT_TRUE(GetParam().capability.empty() || GetParam().optional);
}

TEST(verb, unknown_keywords_are_none) {
  for (const std::string_view keyword : {"", "LIS", "LISTS", "XTND", "RETR ", "L\xcdST"}) {
    EXPECT_FALSE(find_verb(keyword).has_value()) << keyword;
  }
}

TEST(verb, authorization_state_rfc1939_4) {
  for (const verb id : {verb::user, verb::pass, verb::apop, verb::auth, verb::stls, verb::utf8}) {
    EXPECT_TRUE(allowed_in(id, session_states::authorization)) << name(id);
    EXPECT_FALSE(allowed_in(id, session_states::transaction)) << name(id);
    EXPECT_FALSE(allowed_in(id, session_states::any)) << name(id);
  }
}

TEST(verb, transaction_state_rfc1939_5) {
  for (const verb id :
       {verb::stat, verb::list, verb::retr, verb::dele, verb::noop, verb::rset, verb::top, verb::uidl}) {
    EXPECT_TRUE(allowed_in(id, session_states::transaction)) << name(id);
    EXPECT_FALSE(allowed_in(id, session_states::authorization)) << name(id);
  }
}

TEST(verb, both_states_rfc2449_5) {
  for (const verb id : {verb::capa, verb::quit, verb::lang}) {
    EXPECT_TRUE(allowed_in(id, session_states::any)) << name(id);
    EXPECT_TRUE(allowed_in(id, session_states::authorization)) << name(id);
    EXPECT_TRUE(allowed_in(id, session_states::transaction)) << name(id);
  }
}

TEST(verb, multi_line_responses_rfc1939_3) {
  for (const verb id : {verb::retr, verb::top, verb::capa}) {
    EXPECT_TRUE(is_multi_line(id, true)) << name(id);
    EXPECT_TRUE(is_multi_line(id, false)) << name(id);
  }
  for (const verb id : {verb::list, verb::uidl, verb::lang}) {
    EXPECT_TRUE(is_multi_line(id, false)) << name(id);
    EXPECT_FALSE(is_multi_line(id, true)) << name(id);
  }
  for (const verb id : {verb::stat, verb::dele, verb::quit, verb::auth, verb::pass}) {
    EXPECT_FALSE(is_multi_line(id, false)) << name(id);
    EXPECT_FALSE(is_multi_line(id, true)) << name(id);
  }
}

TEST(verb, mandatory_ones_rfc1939_9) {
  std::set<std::string_view> mandatory;
  for (const verb_info& row : verb_table()) {
    if (!row.optional) mandatory.insert(row.name);
  }
  EXPECT_EQ(mandatory, (std::set<std::string_view>{"STAT", "LIST", "RETR", "DELE", "NOOP", "RSET", "QUIT"}));
}

TEST(verb, secrets_are_marked) {
  std::set<std::string_view> secret;
  for (const verb_info& row : verb_table()) {
    if (row.secret != secrecy::open) secret.insert(row.name);
  }
  EXPECT_EQ(secret, (std::set<std::string_view>{"PASS", "APOP", "AUTH"}));
}

TEST(verb, nothing_may_follow_what_changes_the_meaning_of_octets_rfc2449_6_6) {
  std::set<std::string_view> alone;
  for (const verb_info& row : verb_table()) {
    if (!row.may_be_pipelined) alone.insert(row.name);
  }
  EXPECT_EQ(alone, (std::set<std::string_view>{"AUTH", "STLS", "QUIT"}));
}

TEST(verb, argument_counts_rfc1939_9) {
  EXPECT_EQ(info(verb::top).min_arguments, 2);
  EXPECT_EQ(info(verb::top).max_arguments, 2);
  EXPECT_EQ(info(verb::list).min_arguments, 0);
  EXPECT_EQ(info(verb::list).max_arguments, 1);
  EXPECT_EQ(info(verb::pass).max_arguments, rest_of_line);
  EXPECT_EQ(info(verb::auth).max_arguments, 2);
}

}  // namespace
}  // namespace pop3kit::wire
