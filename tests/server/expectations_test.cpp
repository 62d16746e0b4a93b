#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class expectations : public ::testing::Test {
 protected:
  count_expectation& count(std::string command, std::uint64_t at_least, std::uint64_t at_most,
                           std::optional<std::string> argument = std::nullopt) {
    auto& added = std::get<count_expectation>(on_.what.expectations.emplace_back(count_expectation()));
    added.command = command_pattern(std::move(command), std::move(argument));
    added.bounds = {at_least, at_most};
    added.where.file = "test.lua";
    added.where.line = 5;
    return added;
  }

  void order(std::vector<std::string> commands) {
    order_expectation wanted;
    for (std::string& each : commands) {
      const std::size_t space = each.find(' ');
      const auto argument = space == std::string::npos ? std::nullopt : std::optional(each.substr(space + 1));
      wanted.commands.emplace_back(each.substr(0, space), argument);
    }
    on_.what.expectations.emplace_back(std::move(wanted));
  }

  void converse(std::string_view commands) {
    line_client& client = on_.connect();
    client.log_in();
    client.ask(commands);
    client.close();
  }

  std::string difference() {
    const auto verdict = on_.run().expectations.verdict();
    if (verdict.has_value()) return "met";
    EXPECT_EQ(verdict.error().code(), errc::expectation_failed);
    return verdict.error().detail();
  }

  stage on_;
};

TEST_F(expectations, none_are_met) {
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, a_count_that_is_met) {
  count("DELE", 1, 1);
  converse("DELE 1\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, a_count_that_is_not_reached_names_the_nearest) {
  count("DELE", 1, 1, "3");
  converse("DELE 1\r\nDELE 2\r\n");
  EXPECT_EQ(difference(),
            "test.lua:5: expected DELE 3 exactly once, but it never came; nearest: DELE 1 on connection 1, DELE 2 on "
            "connection 1");
}

TEST_F(expectations, a_count_that_is_passed) {
  count("STAT", 0, 1);
  converse("STAT\r\nSTAT\r\n");
  EXPECT_EQ(difference(),
            "test.lua:5: expected STAT at most once, but it came 2 times, the last time as STAT on connection 1");
}

TEST_F(expectations, at_least_and_ranges) {
  count("NOOP", 2, UINT64_MAX);
  count("STAT", 2, 3);
  converse("NOOP\r\nSTAT\r\n");
  EXPECT_EQ(difference(),
            "test.lua:5: expected NOOP at least 2 times, but it came once\n"
            "test.lua:5: expected STAT 2 to 3 times, but it came once");
}

TEST_F(expectations, never_is_a_count_of_zero) {
  count("DELE", 0, 0);
  converse("STAT\r\n");
  EXPECT_EQ(difference(), "met");
  converse("DELE 1\r\n");
  EXPECT_EQ(difference(), "test.lua:5: expected DELE never, but it came once, the last time as DELE 1 on connection 2");
}

TEST_F(expectations, may_name_several_commands) {
  count("AUTH|USER", 1, 1);
  converse("");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, a_count_on_some_connections) {
  count("NOOP", 1, 1).connection = ordinal_range{2, 2};
  converse("NOOP\r\n");
  EXPECT_EQ(difference(),
            "test.lua:5: expected NOOP on connection 2 exactly once, but it never came; nearest: NOOP on connection 1");
  converse("NOOP\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, commands_that_were_refused_count_too) {
  count("RETR", 1, 1, "99");
  converse("retr 99\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, a_near_miss_shows_no_secret) {
  count("PASS", 1, 1, "other");
  converse("");
  EXPECT_EQ(difference().find("s3cret"), std::string::npos);
}

TEST_F(expectations, an_order_that_is_met_with_others_between) {
  order({"USER", "STAT|LIST", "QUIT"});
  converse("NOOP\r\nLIST\r\nNOOP\r\nQUIT\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, an_order_must_be_met_on_one_connection) {
  order({"STAT", "NOOP"});
  converse("STAT\r\n");
  converse("NOOP\r\n");
  EXPECT_EQ(difference(),
            "expected the order STAT, NOOP, but connection 1 came nearest: after STAT, NOOP never came, but "
            "DISCONNECT the client closed the connection");
  converse("STAT\r\nNOOP\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, an_order_whose_first_never_came) {
  order({"XYZZY", "QUIT"});
  converse("QUIT\r\n");
  EXPECT_EQ(difference(), "expected the order XYZZY, QUIT, but XYZZY never came");
}

TEST_F(expectations, do_not_depend_on_the_journal) {
  on_.options.journal_entries = 1;
  count("NOOP", 50, 50);
  std::string many;
  for (int times = 0; times < 50; ++times) many += "NOOP\r\n";
  converse(many);
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, unfired_rules_are_reported_and_fail_nothing_alone) {
  on_.add_rule("TOP", 9).what.reply = "-ERR";
  on_.add_rule("STAT", 10).what.reply = "-ERR";
  converse("STAT\r\n");
  EXPECT_EQ(difference(), "met");
  EXPECT_EQ(on_.run().expectations.unfired_rules(), std::vector<std::string>{"test.lua:9: TOP"});
}

TEST_F(expectations, a_strict_verdict_is_good_only_when_every_rule_has_fired) {
  on_.options.strict = true;
  on_.add_rule("TOP", 9).what.reply = "-ERR";
  on_.add_rule("STAT", 10).what.reply = "-ERR";
  converse("STAT\r\n");
  EXPECT_EQ(difference(), "test.lua:9: TOP: this rule never fired");
  EXPECT_FALSE(on_.run().report().good());
  EXPECT_FALSE(on_.run().report().settled()) << "the rule may still fire";
  converse("TOP 1 0\r\n");
  EXPECT_EQ(difference(), "met");
  EXPECT_TRUE(on_.run().report().good());
  EXPECT_TRUE(on_.run().report().strict);
}

TEST_F(expectations, a_strict_verdict_ignores_rules_that_were_removed) {
  on_.options.strict = true;
  on_.add_rule("TOP", 9).what.reply = "-ERR";
  EXPECT_EQ(on_.run().rules.remove(1), 1U);
  EXPECT_EQ(difference(), "met");
}

TEST_F(expectations, unfired_rules_have_their_names_without_secrets) {
  on_.add_rule("TOP", 9).name = "torn";
  on_.add_rule("RETR", 10).name = "s3cret";
  EXPECT_EQ(on_.run().expectations.unfired_rules(),
            (std::vector<std::string>{"test.lua:9: 'torn' (TOP)", "test.lua:10: '****' (RETR)"}));
}

TEST_F(expectations, unfired_rules_stand_in_a_failed_verdict) {
  on_.add_rule("TOP", 9).what.reply = "-ERR";
  count("STAT", 1, 1);
  EXPECT_EQ(difference(),
            "test.lua:5: expected STAT exactly once, but it never came\ntest.lua:9: TOP: this rule never fired");
}

}  // namespace
}  // namespace pop3kit::serving
