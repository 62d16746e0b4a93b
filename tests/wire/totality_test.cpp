// Every parser is total: octets of any kind give a value or a typed error.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "support/octets.hpp"
#include "wire/capability_line.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"
#include "wire/status_line.hpp"

namespace pop3kit {
namespace {

template <class Check>
void for_many_lines(std::string_view alphabet, Check check) {
  std::mt19937_64 engine{20260101};
  for (int round = 0; round < 20'000; ++round) {
    check(testing::random_octets(engine, alphabet, engine() % 40));
    if (::testing::Test::HasFailure()) return;
  }
}

/// Part of it: a parser hands out views into its line and nothing else.
bool is_inside(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

struct alphabet {
  std::string name;
  std::string octets;
};

void PrintTo(const alphabet& each, std::ostream* out) {
  *out << each.name;
}

class alphabets : public ::testing::TestWithParam<alphabet> {};

TEST_P(alphabets, status_lines_parse_or_are_malformed) {
  for_many_lines(GetParam().octets, [](const std::string& line) {
    const auto parsed = wire::parse_status_line(line);
    EXPECT_EQ(parsed.has_value(), wire::looks_like_status(line));
    if (parsed.has_error()) {
      EXPECT_EQ(parsed.error(), errc::malformed_status_line);
      return;
    }
    EXPECT_TRUE(is_inside(parsed->text, line) && is_inside(parsed->code_words, line));
    EXPECT_EQ(parsed->code == response_code::none, parsed->code_words.empty());
  });
}

TEST_P(alphabets, challenges_parse_or_are_malformed) {
  for_many_lines(GetParam().octets, [](const std::string& line) {
    const auto parsed = wire::parse_challenge(line);
    if (parsed.has_error()) {
      EXPECT_EQ(parsed.error(), errc::malformed_challenge);
      return;
    }
    EXPECT_TRUE(is_inside(*parsed, line));
  });
}

TEST_P(alphabets, listings_parse_or_break_the_protocol) {
  for_many_lines(GetParam().octets, [](const std::string& line) {
    const auto stat = wire::parse_stat(line);
    const auto scan = wire::parse_scan_listing(line);
    const auto unique = wire::parse_unique_id_listing(line);
    const auto hint = wire::parse_octets_hint(line);
    EXPECT_TRUE(stat.has_value() || stat.error() == fault::protocol);
    EXPECT_TRUE(scan.has_value() || scan.error() == fault::protocol);
    EXPECT_TRUE(unique.has_value() || unique.error() == fault::protocol);
    EXPECT_TRUE(hint.has_value() || hint.error() == fault::protocol);
    // A scan listing is a STAT whose first number is not 0, or has a negative size.
    const bool has_size = scan.has_value() && scan->octets.has_value();
    EXPECT_EQ(has_size, stat.has_value() && stat->messages != 0);
    EXPECT_TRUE(scan.has_error() || has_size || stat.error() == errc::malformed_response);
    EXPECT_TRUE(unique.has_error() || is_inside(unique->unique_id, line));
  });
}

TEST_P(alphabets, capability_lines_parse_or_are_malformed) {
  for_many_lines(GetParam().octets, [](const std::string& line) {
    const auto parsed = wire::parse_capability_line(line);
    if (parsed.has_error()) {
      EXPECT_EQ(parsed.error(), errc::malformed_response);
      return;
    }
    std::string written = parsed->tag;
    for (const std::string& parameter : parsed->parameters) written.append(" ").append(parameter);
    const auto again = wire::parse_capability_line(written);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->tag, parsed->tag);
    EXPECT_EQ(again->parameters, parsed->parameters);
  });
}

TEST_P(alphabets, commands_parse_or_say_why_not) {
  for_many_lines(GetParam().octets, [](const std::string& line) {
    const auto parsed = wire::parse_command(line);
    if (parsed.has_error()) return;
    EXPECT_TRUE(is_inside(parsed->keyword, line) && is_inside(parsed->argument, line));
    EXPECT_EQ(wire::find_verb(parsed->keyword), parsed->id);
    for (const std::string_view word : parsed->words) EXPECT_TRUE(is_inside(word, parsed->argument));
  });
}

TEST_P(alphabets, what_made_a_command_parses_to_its_arguments) {
  for_many_lines(GetParam().octets, [](const std::string& argument) {
    const auto made = wire::command::make(wire::verb::pass, {argument});
    if (made.has_error()) {
      EXPECT_TRUE(made.error() == fault::misuse);
      return;
    }
    const std::string_view line = made->line().substr(0, made->line().size() - 2);
    EXPECT_EQ(line.find_first_of("\r\n"), line.npos);
    const auto parsed = wire::parse_command(line);
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->argument, argument);
    EXPECT_EQ(wire::redact(line), "PASS ****");
  });
}

TEST_P(alphabets, redaction_never_lengthens_a_secret_into_view) {
  for_many_lines(GetParam().octets, [](const std::string& secret) {
    for (const std::string_view before : {"PASS ", "pass ", "AUTH PLAIN ", "APOP mrose "}) {
      std::string expected{before.substr(0, before.size() - 1)};
      const bool blank = secret.find_first_not_of(" \t") == secret.npos;
      const std::string shown = wire::redact(std::string{before}.append(secret));
      EXPECT_TRUE(shown == expected + " ****" || (blank && shown == expected)) << ::testing::PrintToString(secret);
    }
  });
}

INSTANTIATE_TEST_SUITE_P(wire, alphabets,
                         ::testing::Values(alphabet{"any_octet", testing::any_octet()},
                                           alphabet{"digits", "0123456789 -"},
                                           alphabet{"status", "+-OKER []/ SYTEMPab"},
                                           alphabet{"verbs", "PASAUTHLIRTQ 019"}, alphabet{"blanks", "\r\n\t .+"}),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace pop3kit
