#include <gtest/gtest.h>

#include "expectation/count_watch.hpp"
#include "expectation/idle_watch.hpp"
#include "expectation/order_watch.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(command_pattern, means_a_verb_with_any_argument) {
  bindings none;
  const command_pattern either("AUTH|USER");
  EXPECT_TRUE(either.matches("USER", "alice", none));
  EXPECT_TRUE(either.matches("AUTH", "", none));
  EXPECT_FALSE(either.matches("USE", "alice", none));
  EXPECT_FALSE(either.matches("AUTH|USER", "", none));
}

TEST(command_pattern, means_a_whole_argument) {
  bindings none;
  const command_pattern top("TOP", "3 0");
  EXPECT_TRUE(top.matches("TOP", "3 0", none));
  for (const auto* other : {"", "3", "3 00", "3 0 0", "3  0", "30"}) EXPECT_FALSE(top.matches("TOP", other, none));
  EXPECT_TRUE(command_pattern("LIST", "").matches("LIST", "", none));
  EXPECT_FALSE(command_pattern("LIST", "").matches("LIST", "1", none));
}

TEST(command_pattern, captures_one_word_and_holds_it_to_that) {
  bindings known;
  const command_pattern top("TOP", "$n $n");
  EXPECT_FALSE(top.matches("TOP", "1 2", known));
  EXPECT_FALSE(top.matches("TOP", "1", known));
  EXPECT_FALSE(top.matches("TOP", "1 1 1", known));
  EXPECT_TRUE(known.empty());
  EXPECT_TRUE(top.matches("TOP", "7 7", known));
  EXPECT_EQ(known.at("$n"), "7");
  EXPECT_FALSE(top.matches("TOP", "8 8", known));
  EXPECT_EQ(top.text(), "TOP $n $n");
  EXPECT_EQ(top.text_with(known), "TOP 7 7");
}

class kinds : public ::testing::Test {
 protected:
  count_expectation& count(command_pattern command, std::uint64_t at_least, std::uint64_t at_most) {
    auto& added = std::get<count_expectation>(on_.what.expectations.emplace_back(count_expectation()));
    added.command = std::move(command);
    added.bounds = {at_least, at_most};
    return added;
  }

  void converse(std::string_view commands) {
    line_client& client = on_.connect();
    client.log_in();
    client.ask(commands);
    client.close();
  }

  std::string difference() {
    const auto verdict = on_.run().expectations.verdict();
    return verdict.has_value() ? "met" : verdict.error().detail();
  }

  std::vector<std::string> told() { return on_.journal(journal_kind::expectation); }
  expectation_state state() { return on_.run().report().expectations.front().state; }

  stage on_;
};

TEST_F(kinds, before_means_that_the_other_has_not_come_yet_on_the_connection) {
  count(command_pattern("DELE", "$n"), 0, 0).before = command_pattern("RETR", "$n");
  converse("RETR 1\r\nDELE 1\r\nQUIT\r\n");
  EXPECT_EQ(difference(), "met");
  converse("DELE 1\r\n");
  EXPECT_EQ(difference(),
            "expected DELE $n before RETR $n never, but it came once, the last time as DELE 1 on connection 2");
}

TEST_F(kinds, after_means_that_the_other_has_come_on_the_connection) {
  count(command_pattern("CAPA"), 1, 1).after = command_pattern("STLS");
  converse("CAPA\r\n");
  EXPECT_EQ(difference(), "expected CAPA after STLS exactly once, but it never came; nearest: CAPA on connection 1");
  line_client& client = on_.connect();
  client.ask("STLS\r\nCAPA\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(kinds, a_capture_groups_what_must_not_come_twice) {
  auto& twice = count(command_pattern("RETR", "$n"), 0, 1);
  twice.scope = count_scope::each_capture;
  twice.capture = "$n";
  converse("RETR 1\r\nRETR 2\r\n");
  EXPECT_EQ(difference(), "met");
  converse("RETR 2\r\n");
  EXPECT_EQ(difference(),
            "expected RETR $n at most once for each $n, but it came 2 times for $n = 2, the last time as RETR 2 on "
            "connection 2");
}

TEST_F(kinds, each_connection_is_judged_when_it_ends) {
  count(command_pattern("QUIT"), 1, 1).scope = count_scope::each_connection;
  EXPECT_EQ(state(), expectation_state::open) << "nobody came";
  converse("QUIT\r\n");
  EXPECT_EQ(state(), expectation_state::met);
  line_client& second = on_.connect();
  EXPECT_EQ(state(), expectation_state::open);
  second.close();
  EXPECT_EQ(state(), expectation_state::failed);
  EXPECT_EQ(difference(), "expected QUIT exactly once on each connection, but it never came on connection 2");
}

TEST_F(kinds, a_lower_bound_for_each_capture_is_open_before_there_was_one) {
  auto& twice = count(command_pattern("RETR", "$n"), 2, UINT64_MAX);
  twice.scope = count_scope::each_capture;
  twice.capture = "$n";
  converse("STAT\r\n");
  EXPECT_EQ(state(), expectation_state::open);
  EXPECT_EQ(difference(), "expected RETR $n at least 2 times for each $n, but it never came");
  converse("RETR 1\r\nRETR 1\r\n");
  EXPECT_EQ(state(), expectation_state::met);
}

TEST_F(kinds, an_upper_bound_for_each_connection_is_met_before_there_was_one) {
  count(command_pattern("QUIT"), 0, 1).scope = count_scope::each_connection;
  EXPECT_EQ(state(), expectation_state::met);
}

TEST_F(kinds, only_of_one_user) {
  on_.what.accounts["bob"] = on_.alice();
  on_.what.accounts["bob"].name = "bob";
  count(command_pattern("STAT"), 1, 1).user = "bob";
  converse("STAT\r\n");
  EXPECT_EQ(difference(), "expected STAT by bob exactly once, but it never came; nearest: STAT on connection 1");
  line_client& bob = on_.connect();
  bob.log_in("bob");
  bob.ask("STAT\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(kinds, connections_logins_and_their_ends_are_events) {
  count(command_pattern("CONNECT"), 0, 1);
  count(command_pattern("LOGIN", "alice"), 1, 1);
  count(command_pattern("DISCONNECT", "quit"), 1, 1);
  converse("QUIT\r\n");
  EXPECT_EQ(difference(), "met");
  on_.connect();
  EXPECT_EQ(difference(),
            "expected CONNECT at most once, but it came 2 times, the last time as CONNECT plain on connection 2");
}

TEST_F(kinds, an_order_may_capture) {
  order_expectation wanted;
  wanted.commands = {command_pattern("RETR", "$n"), command_pattern("DELE", "$n"), command_pattern("QUIT")};
  on_.what.expectations.emplace_back(std::move(wanted));
  converse("RETR 1\r\nRETR 2\r\nDELE 3\r\nQUIT\r\n");
  EXPECT_EQ(
      difference(),
      "expected the order RETR $n, DELE $n, QUIT, but connection 1 came nearest: after RETR 1, DELE 1 never came, "
      "but RETR 2, DELE 3, QUIT, DISCONNECT quit");
  converse("RETR 1\r\nRETR 2\r\nDELE 2\r\nQUIT\r\n");
  EXPECT_EQ(difference(), "met");
}

TEST_F(kinds, a_failure_is_journalled_at_the_moment_when_it_is_certain_while_the_reply_is_pending) {
  count(command_pattern("DELE"), 0, 0);
  on_.add_rule("DELE").what.reply = "-ERR";
  on_.what.rules.back().what.delay = {std::chrono::hours(1), std::chrono::hours(1)};
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("DELE 1\r\n"), "");
  EXPECT_EQ(told(),
            std::vector<std::string>{"expected DELE never, but it came once, the last time as DELE 1 on connection 1"});
  EXPECT_EQ(state(), expectation_state::failed);
  client.send("DELE 2\r\n");
  EXPECT_EQ(told().size(), 1U) << "once is enough";
}

class idling : public kinds {
 protected:
  idling() {
    idle_expectation wanted;
    wanted.at_most = seconds(2);
    on_.what.expectations.emplace_back(std::move(wanted));
  }
};

TEST_F(idling, within_the_limit) {
  line_client& client = on_.connect();
  client.log_in();
  on_.pass(milliseconds(1999));
  client.ask("NOOP\r\n");
  on_.pass(milliseconds(1999));
  client.ask("QUIT\r\n");
  on_.pass(seconds(100));
  EXPECT_EQ(difference(), "met");
}

TEST_F(idling, beyond_the_limit_fails_at_once) {
  line_client& client = on_.connect();
  client.log_in();
  on_.pass(seconds(2));
  EXPECT_EQ(told(), std::vector<std::string>{"expected no idling beyond 2000 ms, but connection 1 idled for longer"});
}

TEST_F(idling, half_a_command_is_no_command) {
  line_client& client = on_.connect();
  client.log_in();
  on_.pass(seconds(1));
  client.ask("NO");
  on_.pass(seconds(1));
  EXPECT_EQ(state(), expectation_state::failed);
}

TEST_F(idling, delays_of_the_server_do_not_count_as_idle_time) {
  on_.add_rule("NOOP").what.delay = {seconds(60), seconds(60)};
  line_client& client = on_.connect();
  client.log_in();
  client.send("NOOP\r\n");
  on_.pass(seconds(61));
  EXPECT_EQ(client.take(), "+OK\r\n");
  EXPECT_EQ(state(), expectation_state::met);
  on_.running().stop();
  on_.settle();
  EXPECT_EQ(on_.time.armed_timers(), 0U);
}

TEST(bounds_of_memory, too_many_captures_fail_rather_than_grow) {
  count_expectation wanted;
  wanted.command = command_pattern("RETR", "$n");
  wanted.scope = count_scope::each_capture;
  wanted.capture = "$n";
  count_watch watch(wanted);
  for (std::size_t number = 0; number <= count_watch::most_remembered + 10; ++number) {
    const std::string word = std::to_string(number);
    watch.happened({1, "RETR", word, "alice"});
  }
  EXPECT_TRUE(watch.failed());
  EXPECT_NE(watch.found().find("65536 different ones"), std::string::npos) << watch.found();
}

TEST(bounds_of_memory, an_order_drops_its_oldest_ways) {
  order_expectation wanted;
  wanted.commands = {command_pattern("RETR", "$n"), command_pattern("DELE", "$n")};
  order_watch watch(wanted);
  for (std::size_t number = 1; number <= order_watch::most_ways + 5; ++number) {
    watch.happened({1, "RETR", std::to_string(number), "alice"});
  }
  watch.happened({1, "DELE", "1", "alice"});
  EXPECT_EQ(watch.state(), expectation_state::open) << "dropped";
  watch.happened({1, "DELE", std::to_string(order_watch::most_ways), "alice"});
  EXPECT_EQ(watch.state(), expectation_state::met);
}

}  // namespace
}  // namespace pop3kit::serving
