#include <gmock/gmock.h>

#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::SizeIs;

rule only_rule(const std::string& fields) {
  const auto made = scenario::parse("return scenario { rules = { { " + fields + " } } }");
  const auto& made_rules = described(made).rules;
  EXPECT_THAT(made_rules, SizeIs(1));
  return made_rules.empty() ? rule{} : made_rules.front();
}

network_condition only_condition(const std::string& fields) {
  const auto made = scenario::parse("return scenario { network = { { " + fields + " } } }");
  const auto& conditions = described(made).network;
  EXPECT_THAT(conditions, SizeIs(1));
  return conditions.empty() ? network_condition{} : conditions.front();
}

count_expectation only_count(const std::string& fields) {
  const auto made = scenario::parse("return scenario { expect = { { " + fields + " } } }");
  const auto& expectations = described(made).expectations;
  EXPECT_THAT(expectations, SizeIs(1));
  return expectations.empty() ? count_expectation{} : std::get<count_expectation>(expectations.front());
}

TEST(scenario_keys, a_rule_may_have_a_name) {
  EXPECT_EQ(only_rule("on = 'TOP', reply = '-ERR'").name, "");
  EXPECT_EQ(only_rule("name = 'no TOP', on = 'TOP', reply = '-ERR'").name, "no TOP");
  const auto wrong = scenario::parse("return scenario { rules = { { name = 1, on = 'TOP', reply = '-ERR' } } }");
  EXPECT_EQ(wrong.error().code(), errc::invalid_scenario);
}

TEST(scenario_keys, the_rules_of_a_quirk_have_its_name) {
  const auto made = scenario::parse("return scenario { rules = { quirk 'no_top' } }");
  ASSERT_THAT(described(made).rules, SizeIs(2));
  for (const rule& each : described(made).rules) EXPECT_EQ(each.name, "no_top");
}

TEST(scenario_keys, an_empty_scenario_is_the_real_server) {
  const auto made = scenario::parse("return scenario {}", "some/where/plain.lua");
  const auto& what = described(made);
  EXPECT_EQ(what.title, "plain");
  EXPECT_EQ(what.about + what.seen + what.outcome, "");
  EXPECT_EQ(what.seed, 1U);
  EXPECT_TRUE(what.accounts.empty());
  EXPECT_TRUE(what.rules.empty());
  EXPECT_TRUE(what.listen.plain && what.listen.starttls && what.listen.tls);
  EXPECT_FALSE(what.listen.require_tls);
  EXPECT_EQ(what.hooks, nullptr);
}

TEST(scenario_keys, texts_about_the_scenario_may_stand_on_several_lines) {
  const auto made = scenario::parse(
                        "return scenario { about = [[\n  The server\r\n\tis late. ]], seen = ' Dovecot  2 ',\n"
                        "outcome = [[refused with deadline_exceeded;\n  nothing is lost]] }")
                        .value();
  EXPECT_EQ(made.about(), "The server is late.");
  EXPECT_EQ(made.seen(), "Dovecot 2");
  EXPECT_EQ(made.outcome(), "refused with deadline_exceeded; nothing is lost");
}

TEST(scenario_keys, an_outcome_may_have_details) {
  for (const std::string outcome : {"tolerated", "tolerated; slowly", "tolerated, slowly", "refused with in_use"}) {
    EXPECT_EQ(scenario::parse("return scenario { outcome = '" + outcome + "' }").value().outcome(), outcome);
  }
}

TEST(scenario_keys, title_and_seed) {
  const auto made = scenario::parse("return scenario { title = 'a title', seed = 42 }");
  EXPECT_EQ(described(made).title, "a title");
  EXPECT_EQ(made->title(), "a title");
  EXPECT_EQ(described(made).seed, 42U);
}

TEST(scenario_keys, accounts_by_name) {
  const auto made = scenario::parse(R"(return scenario { accounts = {
    alice = { password = "s3cret", lock = false, mailbox = { text "a: b\n\nc\n" } },
    ["bob@example.org"] = { password = "two words" },
  } })");
  const auto& accounts = described(made).accounts;
  ASSERT_THAT(accounts, SizeIs(2));
  EXPECT_EQ(accounts.at("alice").name, "alice");
  EXPECT_EQ(accounts.at("alice").password, "s3cret");
  EXPECT_FALSE(accounts.at("alice").lock);
  EXPECT_EQ(accounts.at("alice").mailbox->count(), 1U);
  EXPECT_TRUE(accounts.at("bob@example.org").lock);
  EXPECT_EQ(accounts.at("bob@example.org").password, "two words");
  EXPECT_EQ(accounts.at("bob@example.org").mailbox->count(), 0U);
}

TEST(scenario_keys, a_mailbox_of_one_item_needs_no_list) {
  const auto made =
      scenario::parse("return scenario { accounts = { a = { password = 'x', mailbox = text 'hello' } } }");
  EXPECT_EQ(described(made).accounts.at("a").mailbox->count(), 1U);
}

TEST(scenario_keys, listen) {
  const auto made = scenario::parse(
      "return scenario { listen = { plain = true, starttls = false, tls = false, require_tls = true } }");
  const auto& listen = described(made).listen;
  EXPECT_TRUE(listen.plain);
  EXPECT_FALSE(listen.starttls);
  EXPECT_FALSE(listen.tls);
  EXPECT_TRUE(listen.require_tls);
}

TEST(scenario_keys, rule_selectors) {
  const auto made = only_rule("on = 'retr', argument = '3', user = 'alice', connection = '2..', nth = 3, times = 4");
  EXPECT_EQ(made.who.on, "RETR");
  EXPECT_EQ(made.who.argument, "3");
  EXPECT_EQ(made.who.user, "alice");
  EXPECT_EQ(made.who.connection->first, 2U);
  EXPECT_EQ(made.who.connection->last, UINT64_MAX);
  EXPECT_EQ(made.who.nth->first, 3U);
  EXPECT_EQ(made.who.nth->last, 3U);
  EXPECT_EQ(made.who.times, 4U);
}

TEST(scenario_keys, an_empty_rule_matches_everything_and_does_nothing) {
  const auto made = only_rule("");
  EXPECT_FALSE(made.who.on || made.who.argument || made.who.user || made.who.connection || made.who.nth);
  EXPECT_EQ(made.who.times, UINT64_MAX);
  EXPECT_FALSE(made.what.shapes_response() || made.what.acts_aside());
  EXPECT_EQ(made.what.delay.most, 0ns);
}

TEST(scenario_keys, rule_actions) {
  const auto made = only_rule("reply = '-ERR no', delay = '1.5s', fault = 'missing_terminator', close = 'half'");
  EXPECT_EQ(made.what.reply, "-ERR no");
  EXPECT_EQ(made.what.delay.least, 1500ms);
  EXPECT_EQ(made.what.delay.most, 1500ms);
  EXPECT_THAT(made.what.faults, ElementsAre("missing_terminator"));
  EXPECT_EQ(made.what.close, net::close_kind::half);
}

TEST(scenario_keys, rule_cut) {
  const auto made = only_rule("cut = { after = '4 KiB', close = 'reset' }");
  ASSERT_TRUE(made.what.cut);
  EXPECT_EQ(made.what.cut->after, 4096U);
  EXPECT_EQ(made.what.cut->close, net::close_kind::reset);
  EXPECT_EQ(only_rule("cut = { after = 0 }").what.cut->close, net::close_kind::orderly);
}

TEST(scenario_keys, the_greeting_is_a_verb_of_its_own) {
  EXPECT_EQ(only_rule("on = 'greeting'").who.on, "GREETING");
}

TEST(scenario_keys, ok_and_err_make_status_lines) {
  EXPECT_EQ(only_rule("reply = ok()").what.reply, "+OK");
  EXPECT_EQ(only_rule("reply = ok('well')").what.reply, "+OK well");
  EXPECT_EQ(only_rule("reply = err('bad')").what.reply, "-ERR bad");
  EXPECT_EQ(only_rule("reply = err('SYS/TEMP', 'later')").what.reply, "-ERR [SYS/TEMP] later");
}

TEST(scenario_keys, rules_know_their_place_and_keep_their_order) {
  const auto made = scenario::parse(
      "return scenario {\n  rules = {\n    { on = 'LIST' },\n\n    {\n on = 'STAT' },\n  },\n}", "x.lua");
  const auto& made_rules = described(made).rules;
  ASSERT_THAT(made_rules, SizeIs(2));
  EXPECT_EQ(made_rules[0].where.file, "x.lua");
  EXPECT_EQ(made_rules[0].where.line, 3);
  EXPECT_EQ(made_rules[0].who.on, "LIST");
  EXPECT_EQ(made_rules[1].where.line, 5);
}

TEST(scenario_keys, network_conditions_hold_both_ways) {
  const auto made =
      only_condition("connection = 2, latency = '20ms', jitter = '5ms', bandwidth = '64 KiB/s', slice = 7");
  EXPECT_EQ(made.who.connection->first, 2U);
  for (const auto& link : {made.plan.outgoing, made.plan.incoming}) {
    EXPECT_EQ(link.latency, 20ms);
    EXPECT_EQ(link.jitter, 5ms);
    EXPECT_EQ(link.octets_per_second, 65536U);
    EXPECT_EQ(link.slice, 7U);
  }
}

TEST(scenario_keys, network_conditions_hold_one_way_if_asked) {
  const auto to_client = only_condition("latency = '1s', direction = 'to_client'");
  EXPECT_EQ(to_client.plan.outgoing.latency, 1s);
  EXPECT_EQ(to_client.plan.incoming.latency, 0s);
  const auto to_server = only_condition("latency = '1s', direction = 'to_server'");
  EXPECT_EQ(to_server.plan.outgoing.latency, 0s);
  EXPECT_EQ(to_server.plan.incoming.latency, 1s);
}

TEST(scenario_keys, expectations_count) {
  const auto made = only_count("command = 'dele', argument = '3', connection = '1..2', exactly = 1");
  EXPECT_EQ(made.command.text(), "DELE 3");
  EXPECT_EQ(made.connection->last, 2U);
  EXPECT_EQ(made.bounds.at_least, 1U);
  EXPECT_EQ(made.bounds.at_most, 1U);
}

TEST(scenario_keys, expectations_have_bounds) {
  const auto bounds = [](const std::string& fields) {
    const auto made = only_count("command = 'RETR'" + fields);
    return std::pair{made.bounds.at_least, made.bounds.at_most};
  };
  using pair = std::pair<std::uint64_t, std::uint64_t>;
  EXPECT_EQ(bounds(""), pair(1, UINT64_MAX));
  EXPECT_EQ(bounds(", at_least = 2"), pair(2, UINT64_MAX));
  EXPECT_EQ(bounds(", at_most = 2"), pair(0, 2));
  EXPECT_EQ(bounds(", at_least = 2, at_most = 5"), pair(2, 5));
  EXPECT_EQ(bounds(", never = true"), pair(0, 0));
  EXPECT_EQ(bounds(", exactly = 0"), pair(0, 0));
}

TEST(scenario_keys, expectations_have_alternatives) {
  EXPECT_EQ(only_count("command = 'auth|User'").command.text(), "AUTH|USER");
}

TEST(scenario_keys, expectations_have_a_time_a_user_and_groups) {
  const auto made = only_count("command = 'DELE $n', before = 'RETR $n', user = 'alice', each = '$n', at_most = 1");
  EXPECT_EQ(made.before->text(), "RETR $n");
  EXPECT_FALSE(made.after);
  EXPECT_EQ(made.user, "alice");
  EXPECT_EQ(made.scope, count_scope::each_capture);
  EXPECT_EQ(made.capture, "$n");
  EXPECT_EQ(only_count("command = 'QUIT', each = 'connection'").scope, count_scope::each_connection);
  EXPECT_EQ(only_count("command = 'connect', after = 'login alice'").command.text(), "CONNECT");
}

TEST(scenario_keys, expectations_may_be_about_idling) {
  const auto made = scenario::parse("return scenario { expect = { { idle_at_most = '2s', connection = 3 } } }");
  const auto& idle = std::get<idle_expectation>(described(made).expectations.front());
  EXPECT_EQ(idle.at_most, 2s);
  EXPECT_EQ(idle.connection->first, 3U);
}

TEST(scenario_keys, expectations_have_an_order) {
  const auto made =
      scenario::parse("return scenario { expect = {\n order { 'CAPA', 'auth|USER', 'retr $n', 'QUIT' } } }");
  const auto& expectations = described(made).expectations;
  ASSERT_THAT(expectations, SizeIs(1));
  const auto& order = std::get<order_expectation>(expectations.front());
  ASSERT_THAT(order.commands, SizeIs(4));
  EXPECT_EQ(order.commands[1].text(), "AUTH|USER");
  EXPECT_EQ(order.commands[2].text(), "RETR $n");
  EXPECT_EQ(order.where.line, 2);
}

TEST(scenario_keys, tables_may_be_made_by_a_program) {
  const auto made = scenario::parse(R"(
    local rules = {}
    for number = 1, 10 do
      rules[#rules + 1] = { on = "RETR", argument = tostring(number), delay = number .. "ms" }
    end
    return scenario { rules = rules })");
  const auto& made_rules = described(made).rules;
  ASSERT_THAT(made_rules, SizeIs(10));
  EXPECT_EQ(made_rules[9].who.argument, "10");
  EXPECT_EQ(made_rules[9].what.delay.most, 10ms);
  EXPECT_EQ(made_rules[9].where.line, 4);
}

TEST(scenario_keys, a_first_line_for_the_shell_is_no_lua) {
  EXPECT_EQ(described(scenario::parse("#!/usr/bin/env pop3kit\nreturn scenario { title = 'x' }")).title, "x");
}

TEST(scenario_keys, an_unreadable_file_is_not_an_invalid_scenario) {
  const auto made = scenario::load("/nowhere/at/all.lua");
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code(), errc::file_unreadable);
  EXPECT_THAT(made.error().detail(), ::testing::HasSubstr("/nowhere/at/all.lua: "));
  EXPECT_EQ(scenario::load(".").error().code(), errc::file_unreadable);
}

}  // namespace
}  // namespace pop3kit::serving
