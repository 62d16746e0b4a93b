#include <gmock/gmock.h>

#include <algorithm>

#include "scenario_text.hpp"
#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Statements of docs/reference/rules.md about what a rule applies to, what it leaves to others, and what a key means
/// that is left out.
class rule_statements : public stage_fixture {
 protected:
  void play(const std::string& fields) {
    on_.what = described(scenario::parse(
        "return scenario { accounts = { alice = { password = 's3cret', lock = false, mailbox = { generate { count = 4, "
        "size = 1000 } } } }, " +
            fields + " }",
        "p.lua"));
  }
};

TEST_F(rule_statements, message_is_the_first_argument_of_five_commands) {
  play("rules = { { message = 2, reply = '-ERR m' } }");
  line_client& client = logged_in();
  for (const std::string command : {"LIST 2", "UIDL 2", "RETR 2", "TOP 2 0", "DELE 2"}) {
    EXPECT_EQ(client.ask(command + "\r\n"), "-ERR m\r\n") << command;
  }
  EXPECT_EQ(client.ask("LIST 1\r\n"), "+OK 1 1000\r\n");
}

TEST_F(rule_statements, auth_has_no_user_before_it_has_succeeded) {
  play("rules = { { user = 'alice', reply = '-ERR known' } }");
  line_client& client = on_.connect();
  EXPECT_THAT(client.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"), StartsWith("+OK alice's maildrop"));
  EXPECT_EQ(client.ask("NOOP\r\n"), "-ERR known\r\n");
  EXPECT_EQ(on_.connect().ask("USER alice\r\n"), "-ERR known\r\n");
}

TEST_F(rule_statements, connections_count_on_both_ports_together) {
  on_.with_tls = true;
  play("rules = { { on = 'greeting', connection = 2, reply = '+OK second' } }");
  on_.connect();
  line_client& secured = on_.connect_raw(true);
  ASSERT_TRUE(secured.secure(on_.ca_pem()));
  EXPECT_EQ(secured.take(), "+OK second\r\n");
}

TEST_F(rule_statements, per_sets_the_scope_in_which_nth_and_times_count) {
  play(R"(rules = { { on = "NOOP", nth = 2, per = "scenario", reply = "-ERR the second of all" },
    { on = "RSET", times = 1, per = "connection", reply = "-ERR once" } })");
  line_client& first = logged_in();
  line_client& second = logged_in();
  EXPECT_EQ(first.ask("NOOP\r\n"), "+OK\r\n");
  EXPECT_EQ(second.ask("NOOP\r\n"), "-ERR the second of all\r\n");
  for (line_client* const each : {&first, &second}) {
    EXPECT_EQ(each->ask("RSET\r\n"), "-ERR once\r\n");
    EXPECT_THAT(each->ask("RSET\r\n"), StartsWith("+OK"));
  }
}

TEST_F(rule_statements, what_only_acts_aside_leaves_the_reply_to_the_rules_that_follow) {
  play(R"(rules = { { on = "RETR", consume = true }, { on = "RETR", release = "gate" }, { on = "RETR", mark = "m" },
    { on = "RETR", deliver = text "x" }, { on = "RETR", remove = 4 }, { on = "RETR", network = { latency = "0ms" } },
    { on = "RETR", reply = "-ERR reached" }, { on = "STAT", when = "m" } })");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("RETR 1\r\n"), "-ERR reached\r\n");
  client.ask("QUIT\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 3 2003\r\n") << "one consumed, one removed, one delivered";
}

TEST_F(rule_statements, what_a_delay_leaves_open_is_left_to_the_real_server) {
  play("rules = { { on = 'NOOP', delay = '1s' }, { on = 'NOOP', reply = '-ERR never' } }");
  line_client& client = logged_in();
  client.send("NOOP\r\n");
  on_.pass(seconds(1));
  EXPECT_EQ(client.take(), "+OK\r\n");
}

TEST_F(rule_statements, a_withheld_capability_still_works) {
  play("rules = { { on = 'CAPA', without = { 'TOP', 'UIDL' } } }");
  line_client& client = logged_in();
  const std::string told = client.ask("CAPA\r\n");
  EXPECT_THAT(told, Not(HasSubstr("TOP")));
  EXPECT_THAT(told, Not(HasSubstr("UIDL")));
  EXPECT_THAT(client.ask("TOP 1 0\r\n"), StartsWith("+OK"));
  EXPECT_THAT(client.ask("UIDL 1\r\n"), StartsWith("+OK 1 "));
}

TEST_F(rule_statements, a_cut_after_0_octets_of_no_body_ends_after_the_status_line) {
  play("rules = { { on = 'NOOP', cut = {} } }");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed) << "orderly";
}

TEST_F(rule_statements, a_stall_without_keys_never_ends_and_comes_before_the_body) {
  play("rules = { { on = 'RETR', stall = {} } }");
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 1000 octets\r\n");
  on_.pass(minutes(9));
  EXPECT_EQ(client.take(), "");
  EXPECT_FALSE(client.ended());
}

TEST_F(rule_statements, network_conditions_choose_connections_by_tls_time_count_and_chance) {
  play("network = { { secured = true, refuse = true } }");
  EXPECT_FALSE(on_.connect().ended());
  line_client& secured = on_.connect_raw(true);
  on_.pass(seconds(1));
  EXPECT_TRUE(secured.ended());
}

TEST_F(rule_statements, a_network_condition_holds_in_its_time) {
  play("network = { { time = '10s..', refuse = true } }");
  EXPECT_FALSE(on_.connect().ended());
  on_.pass(seconds(10));
  line_client& late = on_.connect_raw();
  on_.pass(seconds(1));
  EXPECT_TRUE(late.ended());
}

TEST_F(rule_statements, a_network_condition_is_spent_after_so_many_connections) {
  play("network = { { times = 1, refuse = true } }");
  line_client& first = on_.connect_raw();
  on_.pass(seconds(1));
  EXPECT_TRUE(first.ended());
  EXPECT_FALSE(on_.connect().ended());
}

TEST_F(rule_statements, a_network_condition_of_probability_0_never_holds) {
  play("network = { { probability = 0, refuse = true } }");
  for (int connection = 0; connection < 20; ++connection) EXPECT_FALSE(on_.connect().ended());
}

TEST_F(rule_statements, the_network_pauses_once_and_from_the_first_octet_by_default) {
  play("network = { { direction = 'to_client', stall = { lasting = '1s' } } }");
  line_client& client = on_.connect_raw();
  on_.pass(milliseconds(999));
  EXPECT_EQ(client.take(), "");
  on_.pass(milliseconds(1));
  EXPECT_EQ(client.take(), "+OK pop3kit POP3 server ready\r\n");
  EXPECT_EQ(client.ask("NOOP\r\n"), "-ERR NOOP needs a login first\r\n") << "no second pause";
}

TEST_F(rule_statements, the_first_tls_condition_that_matches_holds) {
  on_.with_tls = true;
  play("tls = {\n{ connection = 1, close_notify = false },\n{ close_notify = false } }");
  for (int connection = 1; connection <= 2; ++connection) {
    ASSERT_TRUE(on_.connect_raw(true).secure(on_.ca_pem()));
  }
  std::vector<std::string> told = on_.journal(journal_kind::tls);
  std::erase_if(told, [](const std::string& text) { return text.find("condition") == std::string::npos; });
  EXPECT_EQ(told, (std::vector<std::string>{"p.lua:2: a TLS condition", "p.lua:3: a TLS condition"}));
}

TEST_F(rule_statements, a_limit_counts_the_octets_of_tls_too) {
  on_.with_tls = true;
  play("network = { { connection = 1, limit = 100 }, { connection = 2, limit = '1 MiB' } }");
  EXPECT_FALSE(on_.connect_raw(true).secure(on_.ca_pem())) << "the server's side of a handshake is longer";
  EXPECT_TRUE(on_.connect_raw(true).secure(on_.ca_pem()));
}

TEST_F(rule_statements, marks_may_hold_for_the_scenario) {
  play(R"(rules = { { on = "RSET", mark = "ready", per = "scenario" },
    { on = "NOOP", when = "ready", per = "scenario", reply = "-ERR ready" } })");
  line_client& first = logged_in();
  line_client& second = logged_in();
  EXPECT_EQ(second.ask("NOOP\r\n"), "+OK\r\n");
  first.ask("RSET\r\n");
  EXPECT_EQ(second.ask("NOOP\r\n"), "-ERR ready\r\n");
}

/// The waits for a greeting of many connections, in order.
std::vector<milliseconds> waits_under(const std::string& law) {
  std::vector<milliseconds> waits;
  stage on;
  on.what =
      described(scenario::parse("return scenario { network = { { direction = 'to_client', latency = '20ms', "
                                "jitter = '20ms', law = '" +
                                law + "' } } }"));
  for (int connection = 0; connection < 200; ++connection) {
    line_client& client = on.connect_raw();
    milliseconds waited{};
    for (; client.take().empty() && waited < seconds(100); waited += milliseconds(1)) on.pass(milliseconds(1));
    waits.push_back(waited);
    client.close();
  }
  std::ranges::sort(waits);
  return waits;
}

TEST_F(rule_statements, the_laws_of_jitter_differ_in_how_late_and_how_seldom) {
  const auto uniform = waits_under("uniform");
  EXPECT_LE(uniform.back(), milliseconds(41)) << "20 ms either way";
  const auto normal = waits_under("normal");
  EXPECT_GT(normal.back(), milliseconds(41)) << "a standard deviation has no end";
  EXPECT_LE(normal[20], milliseconds(1)) << "never less than 0 in all: 16 of 100 would be";
  EXPECT_NEAR(static_cast<double>(normal[100].count()), 20, 5) << "half of them less than the latency";
  EXPECT_NEAR(static_cast<double>(normal[168].count()), 40, 6) << "84 of 100 at most a standard deviation more";
  const auto lognormal = waits_under("lognormal");
  EXPECT_GT(lognormal[60], milliseconds(20)) << "never sooner than the latency";
  EXPECT_NEAR(static_cast<double>(lognormal[100].count()), 40, 8) << "half of them less than the jitter more";
  EXPECT_GT(lognormal.back(), milliseconds(120)) << "now and then many times the jitter";
  const auto pareto = waits_under("pareto");
  EXPECT_LT(pareto[100], milliseconds(45)) << "mostly a little more";
  EXPECT_GT(pareto.back(), milliseconds(80)) << "seldom very much";
}

TEST_F(rule_statements, the_law_of_jitter_is_uniform_by_default) {
  play("network = { { latency = '20ms', jitter = '5ms' } }");
  EXPECT_EQ(on_.what.network.front().plan.outgoing.law, net::jitter_law::uniform);
}

}  // namespace
}  // namespace pop3kit::serving
