#include <gtest/gtest.h>

#include <chrono>
#include <utility>
#include <vector>

#include "rules/rule_book.hpp"
#include "scenario/end_reason.hpp"
#include "session/command_turn.hpp"
#include "session/connection_end.hpp"

namespace pop3kit::serving {
namespace {

TEST(connection_end, keeps_the_first_reason_and_the_last_manner) {
  connection_end end;
  EXPECT_FALSE(end.is_over());
  EXPECT_EQ(end.text(), "");
  end.decide(end_reason::quit, end_manner::orderly);
  end.decide(end_reason::rule, end_manner::reset);
  EXPECT_TRUE(end.is_over());
  EXPECT_FALSE(end.is_broken());
  EXPECT_EQ(end.manner(), net::close_kind::reset);
  EXPECT_EQ(end.text(), "quit");
}

TEST(connection_end, a_broken_connection_keeps_the_manner_that_was_decided) {
  connection_end end;
  end.decide(end_reason::failed, end_manner::broken, "Broken pipe");
  EXPECT_TRUE(end.is_over());
  EXPECT_TRUE(end.is_broken());
  EXPECT_FALSE(end.manner());
  end.decide(end_reason::stopped, end_manner::broken);
  EXPECT_EQ(end.text(), "Broken pipe");
}

TEST(connection_end, a_reason_alone_ends_nothing) {
  connection_end end;
  end.explain(end_reason::killed);
  EXPECT_FALSE(end.is_over());
  EXPECT_EQ(end.text(), "killed");
}

TEST(connection_end, the_failure_of_a_handshake_replaces_an_earlier_reason) {
  connection_end end;
  end.explain(end_reason::autologout);
  end.break_with(end_reason::tls_failed, "handshake failed: no shared cipher");
  EXPECT_TRUE(end.is_broken());
  EXPECT_EQ(end.text(), "handshake failed: no shared cipher");
  end.break_with(end_reason::tls_cut);
  EXPECT_EQ(end.text(), "handshake cut by a TLS condition");
}

TEST(end_reasons, scenarios_expect_those_of_one_word_without_quotes) {
  EXPECT_EQ(disconnect_reasons(), "quit|rule|hook|autologout|stopped|killed|refused");
}

TEST(command_turn, splits_a_line_into_keyword_and_argument) {
  command_turn turn;
  turn.begin("retr 12 x");
  EXPECT_EQ(turn.keyword(), "RETR");
  EXPECT_EQ(turn.argument(), "12 x");
  EXPECT_EQ(turn.number(), 12U);
  turn.begin("NOOP");
  EXPECT_EQ(turn.argument(), "");
  EXPECT_FALSE(turn.number());
}

TEST(command_turn, has_a_verb_only_for_commands_of_the_verb_table) {
  command_turn turn;
  turn.begin("retr 12");
  EXPECT_EQ(turn.verb(), wire::verb::retr);
  turn.begin("LAST");
  EXPECT_FALSE(turn.verb());
  turn.begin("QUIT");
  turn.begin_greeting();
  EXPECT_FALSE(turn.verb());
  turn.begin("QUIT");
  turn.begin_unreadable();
  EXPECT_FALSE(turn.verb());
}

TEST(command_turn, keeps_its_words_while_the_input_moves) {
  command_turn turn;
  std::string input = "USER alice";
  turn.begin(input);
  const std::string_view kept = turn.keep_line(input);
  input.assign(input.size(), '?');
  EXPECT_EQ(kept, "USER alice");
  EXPECT_EQ(turn.argument(), "alice");
}

TEST(command_turn, keeps_its_words_while_an_event_has_no_line) {
  command_turn turn;
  turn.begin("USER alice");
  EXPECT_EQ(turn.keep_line("USER alice"), "USER alice");
  std::string line = turn.take_line();
  EXPECT_EQ(turn.line(), "");
  turn.put_line(std::move(line));
  EXPECT_EQ(turn.line(), "USER alice");
}

TEST(command_turn, forgets_the_wishes_of_the_turn_before) {
  command_turn turn;
  turn.say_nothing(net::close_kind::reset);
  turn.wait_for(std::chrono::seconds(1), "gate");
  EXPECT_TRUE(turn.waits());
  ASSERT_NE(turn.plan(), nullptr);
  EXPECT_EQ(turn.plan()->close, net::close_kind::reset);
  EXPECT_TRUE(turn.plan()->silent);
  turn.forget_wishes();
  EXPECT_FALSE(turn.waits());
  EXPECT_EQ(turn.plan(), nullptr);
}

rule rule_on(std::string verb) {
  rule made;
  made.who.on = std::move(verb);
  return made;
}

TEST(rule_book, reports_changes_but_not_the_first_rules) {
  std::vector<std::pair<rule_change, std::uint64_t>> told;
  rule_book book({rule_on("STAT")}, 1, [&told](rule_change change, const rule_book::entry& which) {
    told.emplace_back(change, which.number);
  });
  EXPECT_TRUE(told.empty());
  std::vector<rule> more;
  more.push_back(rule_on("LIST"));
  more.push_back(rule_on("UIDL"));
  EXPECT_EQ(book.add(std::move(more), true), (std::vector<std::uint64_t>{2, 3}));
  EXPECT_EQ(book.number(0), 2U);
  EXPECT_EQ(book.number(2), 1U);
  EXPECT_TRUE(book.replace(3, rule_on("RETR")));
  EXPECT_FALSE(book.replace(9, rule_on("RETR")));
  EXPECT_EQ(book.remove(2), 1U);
  EXPECT_EQ(book.remove(std::nullopt), 2U);
  using change = rule_change;
  const std::vector<std::pair<rule_change, std::uint64_t>> wanted{{change::added, 2},    {change::added, 3},
                                                                  {change::replaced, 3}, {change::removed, 2},
                                                                  {change::removed, 1},  {change::removed, 3}};
  EXPECT_EQ(told, wanted);
}

TEST(rule_book, remembers_that_a_rule_could_change_links) {
  rule_book book({}, 1, [](rule_change, const rule_book::entry&) {});
  EXPECT_FALSE(book.changes_links());
  rule changes = rule_on("STAT");
  changes.what.network.emplace();
  std::vector<rule> more;
  more.push_back(std::move(changes));
  EXPECT_EQ(book.add(std::move(more), false).size(), 1U);
  EXPECT_TRUE(book.changes_links());
  EXPECT_EQ(book.remove(std::nullopt), 1U);
  EXPECT_TRUE(book.changes_links()) << "sessions under way may have got their links meanwhile";
}

}  // namespace
}  // namespace pop3kit::serving
