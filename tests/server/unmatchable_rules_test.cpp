#include <gmock/gmock.h>

#include <ostream>

#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A rule that can never match or act, and the error text.
struct vain {
  const char* name;
  const char* text;  ///< the fields of the scenario; the first line is line 2
  const char* expected;
};

void PrintTo(const vain& what, std::ostream* out) {
  *out << what.name;
}

std::string name_of_vain(const ::testing::TestParamInfo<vain>& what) {
  return what.param.name;
}

std::string complaint_about(const std::string& fields) {
  return complaint("return scenario { accounts = { alice = { password = 'x' }, bob = { password = 'y' } },\n" + fields +
                   "\n}");
}

class unmatchable : public ::testing::TestWithParam<vain> {};

TEST_P(unmatchable, is_refused_with_its_line) {
  EXPECT_THAT(complaint_about(GetParam().text), StartsWith(std::string("t.lua:2: ") + GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    expectations, unmatchable,
    ::testing::Values(
        vain{"two_commands_with_arguments", "expect = { { command = 'DELE 1|DELE 2' } }",
             "command: '1|DELE 2' is one argument: a bar separates commands"},
        vain{"two_arguments", "expect = { { command = 'RETR 1|2' } }",
             "command: '1|2' is one argument: a bar separates commands, not arguments"},
        vain{"two_users", "expect = { { command = 'USER alice|USER bob' } }",
             "command: 'alice|USER bob' is one argument: a bar separates commands"},
        vain{"two_mechanisms", "expect = { { command = 'AUTH PLAIN|LOGIN' } }",
             "command: 'PLAIN|LOGIN' is one argument: a bar separates commands"},
        vain{"range_of_messages", "expect = { { command = 'RETR 1..3' } }",
             "command: '1..3' is neither a number nor a name such as $n"},
        vain{"word_for_a_number", "expect = { { command = 'DELE n' } }",
             "command: 'n' is neither a number nor a name such as $n"},
        vain{"top_without_lines", "expect = { { command = 'TOP 3' } }", "command: TOP takes 2 words, not '3'"},
        vain{"two_messages", "expect = { { command = 'RETR 1 2' } }", "command: RETR takes 1 word, not '1 2'"},
        vain{"argument_of_stat", "expect = { { command = 'STAT 1' } }", "command: STAT takes no argument, not '1'"},
        vain{"argument_in_a_key", "expect = { { command = 'RETR', argument = '1|2' } }",
             "argument: '1|2' is one argument"},
        vain{"kind_of_connection", "expect = { { command = 'connect foo' } }",
             "command: connect has the argument 'plain' or 'tls', not 'foo'"},
        vain{"kind_of_connection_in_a_key", "expect = { { command = 'connect', argument = 'foo' } }",
             "argument: connect has the argument 'plain' or 'tls', not 'foo'"},
        vain{"reason_of_a_disconnect", "expect = { { command = 'disconnect quitt' } }",
             "command: 'quitt' is not a reason for a disconnect; did you mean 'quit'?"},
        vain{"login_of_a_stranger", "expect = { { command = 'login alise' } }",
             "unknown account 'alise'; did you mean 'alice'?"},
        vain{"login_of_a_stranger_in_an_order", "expect = { order { 'login alise', 'QUIT' } }",
             "unknown account 'alise'; did you mean 'alice'?"},
        vain{"user_who_is_a_stranger", "expect = { { command = 'STAT', user = 'bop' } }",
             "unknown account 'bop'; did you mean 'bob'?"},
        vain{"user_before_the_login", "expect = { { command = 'PASS|APOP', user = 'alice' } }",
             "user: PASS|APOP comes before the login"},
        vain{"before_a_connection", "expect = { { command = 'STAT', before = 'connect', never = true } }",
             "before: nothing comes before a connection"},
        vain{"after_its_end", "expect = { { command = 'STAT', after = 'disconnect', never = true } }",
             "after: nothing comes after the end of a connection"},
        vain{"order_that_connects_late", "expect = { order { 'STAT', 'connect' } }",
             "order: nothing comes before connect"},
        vain{"order_that_goes_on", "expect = { order { 'disconnect', 'STAT' } }",
             "order: nothing comes after disconnect"}),
    name_of_vain);

INSTANTIATE_TEST_SUITE_P(
    rules, unmatchable,
    ::testing::Values(
        vain{"cut_at_the_end", "rules = { { on = 'RETR', cut = { at = 'end' } } }",
             "cut: there is nothing to cut after the response; close = ... ends the connection there"},
        vain{"cut_in_a_body_that_is_not_there", "rules = { { on = 'STAT', cut = { after = 5 } } }",
             "cut: this response has no body"},
        vain{"cut_at_a_terminator_that_is_not_there", "rules = { { on = 'LIST', message = 1, cut = { at = 'dot' } } }",
             "cut: this response has no body"},
        vain{"cut_of_a_reply_of_one_line", "rules = { { on = 'RETR', reply = '+OK', cut = { at = 'dot' } } }",
             "cut: this response has no body"},
        vain{"cut_after_octets_of_a_status_line", "rules = { { on = 'RETR', cut = { at = 'status', after = 3 } } }",
             "cut: 'after' counts octets of a body"},
        vain{"stall_in_a_body_that_is_not_there", "rules = { { on = 'greeting', stall = { lasting = '1s' } } }",
             "stall: this response has no body"},
        vain{"fault_of_bodies", "rules = { { on = 'DELE|QUIT', fault = 'missing_terminator' } }",
             "fault: missing_terminator needs a response with a body"},
        vain{"fault_of_another_command", "rules = { { on = 'LIST', fault = 'changing_unique_ids' } }",
             "fault: changing_unique_ids only affects UIDL"},
        vain{"capabilities_of_another_command", "rules = { { on = 'LIST', without = 'UIDL' } }",
             "without: LIST does not list capabilities, CAPA does"},
        vain{"more_capabilities_of_another_command", "rules = { { on = 'STAT', with = 'X' } }",
             "with: STAT does not list capabilities, CAPA does"},
        vain{"message_of_a_command_without_one", "rules = { { on = 'STAT', message = 3 } }",
             "message: STAT has no message number"},
        vain{"consumed_message_of_a_command_without_one", "rules = { { on = 'QUIT', consume = true } }",
             "consume: QUIT asks for no message"},
        vain{"argument_that_is_a_range", "rules = { { on = 'RETR', argument = '1..3' } }",
             "argument: '1..3' is one argument, not a range; message = ... takes numbers"},
        vain{"argument_that_is_two", "rules = { { on = 'RETR', argument = '1|3' } }",
             "argument: '1|3' is one argument"},
        vain{"argument_of_the_greeting", "rules = { { on = 'greeting', argument = 'x' } }",
             "argument: the greeting has no argument"},
        vain{"user_at_the_greeting", "rules = { { on = 'greeting', user = 'alice' } }",
             "user: the greeting comes before a user is known"},
        vain{"second_greeting_of_a_connection", "rules = { { on = 'greeting', nth = 2 } }",
             "nth: the greeting comes once on each connection; per = \"scenario\" counts those of all connections"},
        vain{"mail_for_nobody", "rules = { { on = 'greeting', deliver = text 'a: b\\n\\nc\\n' } }",
             "deliver: the greeting comes before a user is known, and there is not exactly one account"},
        vain{"removal_for_nobody", "rules = { { on = 'STLS|AUTH', remove = 1 } }",
             "remove: STLS|AUTH comes before a user is known"},
        vain{"mark_that_is_never_made", "rules = { { on = 'STAT', mark = 'ready' }, { on = 'QUIT', when = 'redy' } }",
             "when: no rule sets the mark 'redy'; did you mean 'ready'?"},
        vain{"mark_that_is_never_taken_away", "rules = { { on = 'QUIT', unless = 'ready', close = 'reset' } }",
             "unless: no rule sets the mark 'ready'"}),
    name_of_vain);

TEST(matchable, what_may_match_or_act_is_taken) {
  for (const char* const fields :
       {"expect = { { command = 'DELE|RETR 1' }, { command = 'USER a|b' }, { command = 'PASS a|b' } }",
        "expect = { { command = 'TOP $n $lines' }, { command = 'TOP $n 0' }, { command = 'LIST|UIDL $n' } }",
        "expect = { { command = 'RETR', argument = 'x y' }, { command = 'RETR|QUIT', argument = '1' } }",
        "expect = { { command = 'connect tls' }, { command = 'connect $how' }, { command = 'login bob' } }",
        "expect = { { command = 'disconnect killed' }, { command = 'disconnect the client closed the connection' } }",
        "expect = { { command = 'STAT|PASS', user = 'alice' }, { command = 'disconnect', user = 'bob' } }",
        "expect = { order { 'connect', 'login alice', 'QUIT', 'disconnect quit' } }",
        "rules = { { on = 'STAT', cut = {} }, { on = 'LIST|STAT', cut = { after = 5 } }, { cut = { at = 'dot' } } }",
        "rules = { { on = 'STAT', reply = { '+OK', 'a' }, cut = { at = 'dot' } }, { on = 'QUIT', stall = { at = 'end' "
        "} } }",
        "rules = { { on = 'RETR|STAT', message = 1 }, { on = 'greeting', nth = 2, per = 'scenario' } }",
        "rules = { { on = 'PASS', deliver = text 'a: b\\n\\nc\\n' }, { deliver = text 'a: b\\n\\nc\\n' } }",
        "rules = { { on = 'DELE', mark = 'x' }, { on = 'QUIT', when = 'x' }, { on = 'STAT', unless = 'x' } }",
        "rules = { { on = 'LIST|STAT', fault = { 'lying_size', 'gaps' } }, { fault = 'missing_terminator' } }"}) {
    EXPECT_EQ(complaint_about(fields), "nothing") << fields;
  }
}

TEST(matchable, the_only_account_is_known_at_the_greeting) {
  const auto made = scenario::parse(
      "return scenario { accounts = { alice = { password = 'x' } }, rules = { { on = 'greeting', remove = 1 } } }");
  EXPECT_EQ(described(made).rules.size(), 1U);
}

TEST(scenario_errors, all_mistakes_are_reported_in_the_order_of_their_lines) {
  EXPECT_EQ(complaint("return scenario {\n"
                      "  rules = { { on = 'RTER' },\n"
                      "    'STAT',\n"
                      "    { on = 'LIST', dealy = '1s' } },\n"
                      "  network = { 5,\n"
                      "    { slice = 0 } },\n"
                      "  seed = 'x',\n"
                      "  expect = { { command = 'RETR 1|2' } },\n"
                      "  accounts = { [''] = {},\n"
                      "    alice = {} },\n"
                      "}"),
            "t.lua:2: on: unknown verb 'RTER'; did you mean 'RETR'?\nt.lua:3: rules: expected a table, got "
            "'STAT'\nt.lua:4: unknown key 'dealy' in a rule; did you mean 'delay'?\nt.lua:5: network: expected a "
            "table, got 5\nt.lua:6: slice: expected a whole number, at least 1, got 0\nt.lua:7: seed: expected a "
            "whole number, at least 0, got 'x'\nt.lua:8: command: '1|2' is one argument: a bar separates "
            "commands, not arguments\nt.lua:9: accounts: this is not a valid account name\nt.lua:10: an account "
            "needs 'password'");
}

TEST(scenario_errors, very_many_mistakes_are_counted) {
  const std::string told =
      complaint("local rules = {}\nfor i = 1, 150 do rules[i] = { on = 5 } end\nreturn scenario { rules = rules }");
  EXPECT_EQ(std::count(told.begin(), told.end(), '\n'), 100);
  EXPECT_THAT(told, ::testing::EndsWith("\nt.lua: and 50 more mistakes"));
}

TEST(scenario_errors, a_script_that_needs_too_much_memory_is_reported_with_its_line) {
  EXPECT_THAT(complaint("local t = {}\n\nwhile true do t[#t + 1] = ('x'):rep(1000000) end"),
              StartsWith("t.lua:3: the script needs too much memory"));
  EXPECT_THAT(complaint("local s = 'x'\n\n\nwhile true do s = s .. s end"),
              StartsWith("t.lua:4: the script needs too much memory"));
}

TEST(scenario_errors, a_loop_without_end_is_reported_with_its_line) {
  EXPECT_THAT(complaint("local x = 0\n\nwhile true do x = x + 1 end"),
              StartsWith("t.lua:3: the script ran for too long"));
}

/// The number that a scenario draws while it is read: how many messages it has.
std::size_t drawn_with(const std::string& seed, const std::string& rest = "") {
  const auto made =
      scenario::parse("local count = math.random(1000000)\nreturn scenario { " + seed +
                      "accounts = { alice = { password = 'x', mailbox = generate { count = count } } }" + rest + " }");
  return described(made).accounts.at("alice").mailbox->count();
}

TEST(scenario_seed, is_what_the_script_draws_from) {
  EXPECT_EQ(drawn_with("seed = 42, "), drawn_with("seed = 42, "));
  EXPECT_NE(drawn_with("seed = 42, "), drawn_with("seed = 43, "));
  EXPECT_EQ(drawn_with(""), drawn_with("seed = 1, ")) << "the usual seed";
}

TEST(scenario_seed, cannot_be_drawn_itself) {
  EXPECT_THAT(complaint("\nreturn scenario { seed = math.random(1 << 40) }"),
              HasSubstr("t.lua:2: the seed cannot come from math.random"));
}

}  // namespace
}  // namespace pop3kit::serving
