#include <gmock/gmock.h>

#include <ostream>

#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::StartsWith;

struct mistake {
  const char* name;
  const char* text;
  const char* expected;  ///< how the complaint begins
};

void PrintTo(const mistake& what, std::ostream* out) {
  *out << what.name;
}

class scenario_mistakes : public ::testing::TestWithParam<mistake> {};

TEST_P(scenario_mistakes, are_named_with_their_line) {
  EXPECT_THAT(complaint(GetParam().text), StartsWith(std::string{"t.lua:"} + GetParam().expected));
}

std::string name_of(const ::testing::TestParamInfo<mistake>& what) {
  return what.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    unknown_names, scenario_mistakes,
    ::testing::Values(
        mistake{"key_of_scenario", "return scenario {\n  title = 'x',\n  acounts = {},\n}",
                "3: unknown key 'acounts' in a scenario; did you mean 'accounts'?"},
        mistake{"key_of_account", "return scenario { accounts = {\n  alice = {\n    passwrod = 'x',\n  } } }",
                "2: an account needs 'password'"},
        mistake{"key_of_account_alone",
                "return scenario { accounts = {\n  alice = { password = 'x',\n    mailbx = {},\n  } } }",
                "3: unknown key 'mailbx' in an account; did you mean 'mailbox'?"},
        mistake{"key_of_listen", "return scenario {\n listen = {\n  plain = true,\n  start_tls = true } }",
                "4: unknown key 'start_tls' in listen; did you mean 'starttls'?"},
        mistake{"key_of_rule",
                "return scenario { rules = {\n  { on = 'STAT' },\n  { on = 'LIST',\n    replly = '+OK' },\n} }",
                "4: unknown key 'replly' in a rule; did you mean 'reply'?"},
        mistake{"key_of_cut", "return scenario { rules = { { cut = {\n  after = 1,\n  clos = 'reset' } } } }",
                "3: unknown key 'clos' in cut; did you mean 'close'?"},
        mistake{"key_of_network", "return scenario { network = {\n  { latncy = '1ms' } } }",
                "2: unknown key 'latncy' in a network condition; did you mean 'latency'?"},
        mistake{"key_of_expectation", "return scenario { expect = {\n\n  { command = 'STAT', exact = 1 } } }",
                "3: unknown key 'exact' in an expectation; did you mean 'exactly'?"},
        mistake{
            "key_of_message",
            "return scenario { accounts = { a = { password = 'x', mailbox = {\n message {\n  subjct = 'x' } } } } }",
            "3: unknown key 'subjct' in a message; did you mean 'subject'?"},
        mistake{"key_of_attachment",
                "return scenario { accounts = { a = { password = 'x', mailbox = { message { attachments = {\n { nme = "
                "'x' } "
                "} } } } } }",
                "2: unknown key 'nme' in an attachment; did you mean 'name'?"},
        mistake{
            "key_of_generate",
            "return scenario { accounts = { a = { password = 'x', mailbox = {\n generate {\n count = 1,\n\n siez = 5 "
            "} } } } }",
            "5: unknown key 'siez' in generate; did you mean 'size'?"},
        mistake{"key_that_is_near_nothing", "return scenario {\n xyzzyx = 1 }",
                "2: unknown key 'xyzzyx' in a scenario; expected 'title', 'about', 'seen', 'outcome', 'seed', "
                "'accounts', 'listen', 'autologout', "
                "'extensions', "
                "'rules', 'network', 'tls', 'actors', 'hooks' or 'expect'"},
        mistake{"verb", "return scenario { rules = {\n {\n  on = 'RTER' } } }",
                "3: on: unknown verb 'RTER'; did you mean 'RETR'?"},
        mistake{"verb_in_expectation", "return scenario { expect = {\n { command = 'USER|ATUH' } } }",
                "2: command: unknown verb 'ATUH'; did you mean 'AUTH'?"},
        mistake{"verb_in_order", "return scenario { expect = {\n order {\n 'CAPA',\n 'QIUT' } } }",
                "4: unknown verb 'QIUT'; did you mean 'QUIT'?"},
        mistake{"verb_of_hook", "return scenario { hooks = {\n RETR = function() end,\n LISTE = function() end } }",
                "3: hooks: unknown verb or event 'LISTE'; did you mean 'LIST'?"},
        mistake{"fault", "return scenario { rules = {\n { fault = 'mising_terminator' } } }",
                "2: fault: unknown fault 'mising_terminator'; did you mean 'missing_terminator'?"},
        mistake{"close", "return scenario { rules = { {\n close = 'rest' } } }",
                "2: close: unknown way to close 'rest'; did you mean 'reset'?"},
        mistake{"direction", "return scenario { network = { {\n direction = 'client' } } }",
                "2: direction: unknown direction 'client'"},
        mistake{"size_unit", "return scenario { rules = { { cut = {\n after = '4 KB2' } } } }",
                "2: after: unknown unit 'KB2'; did you mean 'kB'?"},
        mistake{"rate_unit", "return scenario { network = { {\n\n bandwidth = '64 KiB' } } }",
                "3: bandwidth: unknown unit 'KiB'; did you mean 'KiB/s'?"},
        mistake{"duration_unit", "return scenario { rules = { {\n delay = '5 secs' } } }",
                "2: delay: unknown unit 'secs'"},
        mistake{"constructor",
                "return scenario { accounts = { a = { password = 'x', mailbox = {\n emll 'x.eml' } } } }",
                "2: unknown name 'emll'; did you mean 'eml'?"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    wrong_values, scenario_mistakes,
    ::testing::Values(
        mistake{"reply_and_raw", "return scenario { rules = {\n  { on = 'STAT', reply = '+OK', raw = '+OK' } } }",
                "2: a rule has one of 'reply', 'raw' and 'last_reply'"},
        mistake{"outcome_of_no_kind", "return scenario {\n outcome = 'it works' }",
                "2: outcome: expected \"tolerated\" or \"refused with\" and the name of an error, got 'it works'"},
        mistake{"outcome_with_more_letters", "return scenario {\n outcome = 'toleratedly' }", "2: outcome: expected"},
        mistake{"outcome_with_unknown_error", "return scenario {\n outcome = 'refused with header_to_large, always' }",
                "2: outcome: unknown error 'header_to_large'; did you mean 'header_too_large'?"},
        mistake{"outcome_without_error", "return scenario {\n outcome = 'refused with ' }", "2: outcome: expected"},
        mistake{"about_is_a_number", "return scenario {\n about = 5 }", "2: about: expected a string, got 5"},
        mistake{"title_is_a_number", "return scenario {\n title = 5 }", "2: title: expected a string, got 5"},
        mistake{"seed_is_negative", "return scenario {\n seed = -1 }",
                "2: seed: expected a whole number, at least 0, got -1"},
        mistake{"seed_is_a_fraction", "return scenario {\n seed = 1.5 }", "2: seed: expected a whole number"},
        mistake{"autologout_of_no_time", "return scenario {\n autologout = 0 }",
                "2: autologout: expected a duration longer than zero, got"},
        mistake{"accounts_are_a_list", "return scenario { accounts = {\n { password = 'x' } } }",
                "2: accounts: an account needs a name"},
        mistake{"account_is_a_string", "return scenario { accounts = {\n alice = 's3cret' } }",
                "2: alice: expected a table, got 's3cret'"},
        mistake{"password_is_missing", "return scenario { accounts = {\n alice = { } } }",
                "2: an account needs 'password'"},
        mistake{"lock_is_a_string", "return scenario { accounts = { alice = { password = 'x',\n lock = 'no' } } }",
                "2: lock: expected true or false, got 'no'"},
        mistake{"mailbox_item_is_a_string",
                "return scenario { accounts = { alice = { password = 'x', mailbox = {\n text 'a',\n 'b.eml' } } } }",
                "3: mailbox: expected eml \"...\" for a file or text \"...\" for a whole message, got 'b.eml'"},
        mistake{"mailbox_item_is_an_expectation",
                "return scenario { accounts = { alice = { password = 'x', mailbox = {\n order { 'STAT' } } } } }",
                "2: mailbox: expected eml, mbox, maildir, text, message or generate, got order"},
        mistake{"nothing_to_listen_on", "return scenario {\n listen = { plain = false, tls = false } }",
                "2: listen: plain and tls cannot both be off"},
        mistake{"delay_without_unit", "return scenario { rules = { {\n delay = 200 } } }",
                "2: delay: expected a duration with its unit, such as \"200ms\", got 200"},
        mistake{"delay_without_unit_in_text", "return scenario { rules = { {\n delay = '200' } } }",
                "2: delay: a unit is missing; expected 'ns', 'us', 'ms'"},
        mistake{"connection_zero", "return scenario { rules = { {\n connection = 0 } } }",
                "2: connection: '0' is not a range"},
        mistake{"range_backwards", "return scenario { rules = { {\n nth = '5..2' } } }",
                "2: nth: '5..2' is an empty range"},
        mistake{"times_zero", "return scenario { rules = { {\n times = 0 } } }",
                "2: times: expected a whole number, at least 1, got 0"},
        mistake{"reply_of_two_lines", "return scenario { rules = { {\n reply = '+OK\\r\\n+OK' } } }",
                "2: reply: this text must be one line"},
        mistake{"rule_without_braces", "return scenario { rules = {\n on = 'STAT' } }",
                "2: rules: expected a list: each rule in its own braces"},
        mistake{"rule_is_a_string", "return scenario { rules = {\n 'STAT' } }",
                "2: rules: expected a table, got 'STAT'"},
        mistake{"positional_in_a_rule", "return scenario { rules = { { on = 'STAT',\n '+OK' } } }",
                "2: expected a key of a rule, got a string without a name"},
        mistake{"slice_zero", "return scenario { network = { {\n slice = 0 } } }",
                "2: slice: expected a whole number, at least 1"},
        mistake{"bandwidth_zero", "return scenario { network = { {\n bandwidth = 0 } } }",
                "2: bandwidth: expected a rate above 0; without `bandwidth` there is no limit, got 0"},
        mistake{"expectation_without_command", "return scenario { expect = {\n { exactly = 1 } } }",
                "2: an expectation needs 'command'"},
        mistake{"bounds_contradict",
                "return scenario { expect = {\n { command = 'STAT', exactly = 1, never = true } } }",
                "2: exactly, never, and at_least with at_most exclude each other"},
        mistake{"bounds_backwards",
                "return scenario { expect = {\n { command = 'STAT', at_least = 3, at_most = 2 } } }",
                "2: at_least is more than at_most"},
        mistake{"each_of_what_is_not_captured",
                "return scenario { expect = {\n { command = 'RETR $n', each = '$m' } } }",
                "2: each: '$m' is neither \"connection\" nor captured by the command"},
        mistake{"before_with_another_name",
                "return scenario { expect = {\n { command = 'DELE $n', before = 'RETR $m' } } }",
                "2: '$m' is not captured by the command, so nothing would be compared with it"},
        mistake{"before_and_after",
                "return scenario { expect = {\n { command = 'DELE', before = 'RETR', after = 'STAT' } } }",
                "2: before and after exclude each other"},
        mistake{"two_arguments", "return scenario { expect = {\n { command = 'DELE 1', argument = '1' } } }",
                "2: the argument is in 'command' already"},
        mistake{"captured_secret", "return scenario { expect = {\n { command = 'PASS $p' } } }",
                "2: command: the argument of PASS is secret and cannot be captured"},
        mistake{"captured_initial_response", "return scenario { expect = {\n order { 'AUTH $m $p' } } }",
                "2: the argument of AUTH is secret and cannot be captured"},
        mistake{"idling_commands", "return scenario { expect = {\n { idle_at_most = '1s',\n command = 'STAT' } } }",
                "3: 'command' cannot be combined with idle_at_most"},
        mistake{"event_misspelt", "return scenario { expect = {\n { command = 'conect' } } }",
                "2: command: unknown verb 'conect'; did you mean 'connect'?"},
        mistake{"order_of_nothing", "return scenario { expect = {\n order {} } }",
                "2: order needs at least one command"},
        mistake{"hook_is_no_function", "return scenario { hooks = {\n RETR = 'x' } }",
                "2: hooks: expected a function, got 'x'"},
        mistake{"two_hooks_for_a_verb",
                "return scenario { hooks = { RETR = function() end,\n retr = function() end } }",
                "2: hooks: a second hook for RETR"},
        mistake{"generate_without_count",
                "return scenario { accounts = { a = { password = 'x', mailbox = {\n generate { size = 4096 } } } } }",
                "2: generate needs 'count'"},
        mistake{
            "generate_too_small",
            "return scenario { accounts = { a = { password = 'x', mailbox = { generate {\n count = 1,\n size = 20 } "
            "} } } }",
            "3: mailbox: size: 20 octets are too few"},
        mistake{
            "header_with_a_colon",
            "return scenario { accounts = { a = { password = 'x', mailbox = { message { headers = {\n ['A:'] = 'x' } } "
            "} } } }",
            "2: headers: 'A:' is not a valid header field name"},
        mistake{"table_in_itself", "local t = {}\nt.rules = t\nreturn scenario(t)",
                "2: the tables are nested too deeply"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    lua_errors, scenario_mistakes,
    ::testing::Values(
        mistake{"syntax", "return scenario {\n title = \n}", "3: unexpected symbol near '}'"},
        mistake{"unclosed", "return scenario {\n title = 'x'\n", "3: '}' expected (to close '{' at line 1) near <eof>"},
        mistake{"raised", "local x = 1\nerror('so it is')\n", "2: so it is"},
        mistake{"nil_called", "local f\n\nf()", "3: attempt to call a nil value (local 'f')"},
        mistake{"nothing_returned", "local x = 1\n\n", "1: a scenario file ends with `return scenario { ... }`"},
        mistake{"table_returned", "\nreturn { title = 'x' }\n", "2: a scenario file ends with"},
        mistake{"empty", "", "1: a scenario file ends with"},
        mistake{"scenario_of_a_string", "\nreturn scenario 'x'", "2: scenario takes one table: scenario { ... }"},
        mistake{"eml_of_a_table", "local m = eml {\n}\n", "1: eml takes one string: eml \"...\""},
        mistake{"sleep_while_loading", "\n sleep '1s'", "2: sleep can only be used in hooks"},
        mistake{"bytecode", "\x1bLua", " attempt to load a binary chunk"}),
    name_of);

TEST(scenario_errors, the_first_of_several_is_reported) {
  EXPECT_THAT(complaint("return scenario {\n  rules = { { on = 'NOPE' } },\n  seed = 'x',\n  titel = 'x',\n}"),
              StartsWith("t.lua:2: on: unknown verb 'NOPE'"));
}

TEST(scenario_errors, keys_set_after_the_braces_have_lines_too) {
  EXPECT_THAT(
      complaint(
          "local rule = { on = 'STAT' }\nlocal other = {}\nrule.dealy = '1s'\nreturn scenario { rules = { rule } }"),
      StartsWith("t.lua:3: unknown key 'dealy' in a rule; did you mean 'delay'?"));
}

TEST(scenario_errors, tables_made_elsewhere_keep_their_lines) {
  EXPECT_THAT(complaint("local function refuse(verb)\n  return { on = verb,\n    reply = 5 }\nend\n"
                        "return scenario { rules = { refuse 'STAT' } }"),
              StartsWith("t.lua:3: reply: expected a string or a list of strings, got 5"));
}

TEST(scenario_errors, functions_between_the_keys_do_not_confuse_the_lines) {
  EXPECT_THAT(
      complaint("return scenario {\n  hooks = { RETR = function(s, c)\n    local a, b = { 1, 2 }, [[ } ]]\n    -- }\n"
                "    if a then return err('x') end\n    for i = 1, 2 do repeat local t = {} until true end\n  end },\n"
                "  titel = 'x',\n}"),
      StartsWith("t.lua:8: unknown key 'titel'"));
}

TEST(scenario_errors, a_missing_file_is_named_with_its_line) {
  EXPECT_THAT(
      complaint(
          "return scenario { accounts = { a = { password = 'x', mailbox = {\n text 'x',\n eml 'mails/none.eml' } } } }",
          "/some/where"),
      StartsWith("t.lua:3: mailbox: cannot read '/some/where/mails/none.eml': No such file or directory"));
}

INSTANTIATE_TEST_SUITE_P(
    values_and_what_is_needed, scenario_mistakes,
    ::testing::Values(
        mistake{"mechanism", "return scenario { listen = { mechanisms = 'FOO' } }",
                "1: mechanisms: unknown mechanism 'FOO'; expected 'SCRAM-SHA-256-PLUS', 'SCRAM-SHA-1-PLUS', "
                "'SCRAM-SHA-256', 'SCRAM-SHA-1', 'OAUTHBEARER', 'XOAUTH2', 'EXTERNAL', 'GSSAPI', 'DIGEST-MD5', "
                "'CRAM-MD5', 'NTLM', 'PLAIN', 'LOGIN', 'ANONYMOUS', 'USER' or 'APOP'"},
        mistake{"actor_without_a_time", "return scenario { actors = { { release = 'x' } } }", "1: an actor needs 'at'"},
        mistake{"actor_of_several_accounts",
                "return scenario { accounts = { a = { password = 'x' }, b = { password = 'x' } },\n actors = { { at = "
                "'1s', remove = 1 } } }",
                "2: actors: an actor needs 'account'"},
        mistake{"line_with_nul", "return scenario { rules = { { reply = 'a\\0b' } } }",
                "1: reply: this text must be one line, without CR, LF or NUL"},
        mistake{"probability_above_1", "return scenario { rules = { { probability = 1.01 } } }",
                "1: probability: expected a probability, from 0 to 1, got 1.01"},
        mistake{"probability_below_0", "return scenario { rules = { { probability = -0.1 } } }",
                "1: probability: expected a probability, from 0 to 1, got -0.1"},
        mistake{"state", "return scenario { rules = { { state = 'x' } } }",
                "1: state: unknown state 'x'; expected 'authorization' or 'transaction'"},
        mistake{"place", "return scenario { rules = { { on = 'RETR', cut = { at = 'foo' } } } }",
                "1: at: unknown place 'foo'; expected 'octet', 'line_end', 'terminator', 'dot', 'terminator_cr', "
                "'status', 'status_cr' or 'end'"},
        mistake{"pause_without_a_length", "return scenario { network = { { stall = { after = 1 } } } }",
                "1: a pause needs 'lasting'"}),
    name_of);

TEST(scenario_errors, every_documented_mechanism_is_accepted) {
  for (const std::string name :
       {"SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER", "XOAUTH2", "EXTERNAL",
        "GSSAPI", "DIGEST-MD5", "CRAM-MD5", "NTLM", "PLAIN", "LOGIN", "ANONYMOUS", "USER", "APOP"}) {
    EXPECT_TRUE(scenario::parse("return scenario { listen = { mechanisms = '" + name + "' } }")) << name;
  }
}

TEST(scenario_errors, a_name_with_nul_hides_no_line) {
  const auto made = scenario::parse("\nreturn scenario { sed = 1 }", std::string("a\0b", 3));
  ASSERT_TRUE(made.has_error());
  EXPECT_THAT(made.error().detail(), ::testing::HasSubstr(":2: "));
  const auto broken = scenario::parse("\n\nreturn scenario {", std::string("a\0b", 3));
  ASSERT_TRUE(broken.has_error());
  EXPECT_THAT(broken.error().detail(), ::testing::HasSubstr(":3: "));
}

TEST(scenario_errors, the_full_name_is_shown_however_long) {
  const std::string name = "/a/" + std::string(100, 'd') + "/" + std::string(80, 'f') + ".lua";
  const auto raised = scenario::parse("\nerror 'x'", name);
  ASSERT_FALSE(raised);
  EXPECT_EQ(raised.error().detail(), name + ":2: x");
}

TEST(scenario_errors, a_loop_without_end_is_an_error) {
  EXPECT_THAT(complaint("local x = 0\nwhile true do\n x = x + 1 end"), ::testing::HasSubstr("ran for too long"));
}

TEST(scenario_errors, a_loop_without_end_cannot_be_hidden_by_pcall) {
  EXPECT_THAT(complaint("while true do pcall(function() while true do end end) end"),
              ::testing::HasSubstr("ran for too long"));
}

TEST(scenario_errors, a_memory_bomb_is_an_error) {
  EXPECT_THAT(complaint("local t = {}\nwhile true do t[#t + 1] = ('x'):rep(1000000) end"),
              ::testing::HasSubstr("too much memory"));
  EXPECT_THAT(complaint("local s = 'x'\nwhile true do s = s .. s end"), ::testing::HasSubstr("too much memory"));
}

TEST(scenario_errors, a_table_that_fans_out_without_bound_is_an_error) {
  EXPECT_THAT(complaint("local t = {}\nfor i = 1, 20 do t = { t, t, t } end\nreturn scenario { rules = t }"),
              ::testing::HasSubstr("too large"));
}

TEST(scenario_errors, endless_recursion_is_an_error) {
  EXPECT_THAT(complaint("local function f() return 1 + f() end\nf()"), ::testing::HasSubstr("stack overflow"));
}

}  // namespace
}  // namespace pop3kit::serving
