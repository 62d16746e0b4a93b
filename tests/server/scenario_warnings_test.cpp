#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <pop3kit/scenario_check.hpp>
#include <sstream>

#include "language/scenario_reference.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view alice = "accounts = { alice = { password = 'x', mailbox = { generate { count = 3 } } } },";

/// Returns the problems of a scenario with alice and these keys, as "LINE:COLUMN SEVERITY PATH: MESSAGE".
std::vector<std::string> problems_of(const std::string& keys) {
  const scenario_check checked = check_scenario_text("return scenario { " + std::string(alice) + "\n" + keys + "\n}");
  std::vector<std::string> out;
  for (const scenario_problem& each : checked.problems) {
    out.push_back(std::to_string(each.line) + ":" + std::to_string(each.column) + " " + to_string(each.severity) + " " +
                  each.path + ": " + each.message);
  }
  return out;
}

std::vector<std::string> rule_problems(const std::string& listed) {
  return problems_of("rules = {\n" + listed + "\n}");
}

std::string covered(int line) {
  return "this rule can never fire, because the rule on line " + std::to_string(line) +
         " comes first and matches whenever this one does";
}

TEST(scenario_warnings, a_covered_rule_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'RETR', close = 'reset' },\n{ on = 'RETR', nth = 3, fault = 'garbage' }"),
              ElementsAre("4:1 warning rules[2]: " + covered(3)));
  EXPECT_THAT(
      rule_problems("{ delay = '1s' },\n{ on = 'DELE', mark = 'm' },\n{ on = 'RETR', when = 'm', delay = '2s' }"),
      ElementsAre("4:1 warning rules[2]: " + covered(3), "5:1 warning rules[3]: " + covered(3)));
  EXPECT_THAT(rule_problems("{ on = 'RETR', message = '2..', close = 'reset' },\n"
                            "{ on = 'RETR', message = '3..5', connection = 2, close = 'orderly' }"),
              ElementsAre("4:1 warning rules[2]: " + covered(3)));
}

TEST(scenario_warnings, a_rule_that_can_fire_is_not_covered) {
  for (const std::string first :
       {"on = 'RETR', times = 1, delay = '1s'", "on = 'RETR', nth = 2, delay = '1s'",
        "on = 'RETR', probability = 0.5, delay = '1s'", "on = 'RETR', time = '..1s', delay = '1s'",
        "on = 'RETR', age = '1s..', delay = '1s'", "on = 'RETR', message = '1..2', delay = '1s'",
        "on = 'RETR', argument = '1', delay = '1s'", "on = 'RETR', connection = 1, delay = '1s'",
        "on = 'RETR', user = 'alice', delay = '1s'", "on = 'RETR', state = 'transaction', delay = '1s'",
        "on = 'RETR', secured = true, delay = '1s'", "on = 'RETR', pipelined = true, delay = '1s'",
        "on = 'RETR', network = { latency = '1s' }", "on = 'TOP', delay = '1s'"}) {
    EXPECT_THAT(rule_problems("{ " + first + " },\n{ on = 'RETR|LIST', close = 'reset' }"), IsEmpty()) << first;
    EXPECT_THAT(rule_problems("{ " + first + " },\n{ on = 'RETR', close = 'reset' }"), IsEmpty()) << first;
  }
  EXPECT_THAT(rule_problems("{ delay = '1s' },\n{ on = 'greeting', close = 'reset' }"), IsEmpty());
  EXPECT_THAT(rule_problems("{ on = 'UIDL', close = 'reset' },\nquirk 'no_uidl'"), IsEmpty());
}

TEST(scenario_warnings, a_mark_that_no_rule_reads_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'DELE', mark = 'deleted' },\n{ on = 'LIST', mark = 'listed' },\n"
                            "{ on = 'QUIT', when = 'listed', close = 'reset' }"),
              ElementsAre("3:16 warning rules[1].mark: mark: no rule has the mark 'deleted' in 'when' or 'unless'"));
  EXPECT_THAT(rule_problems("{ on = 'DELE', mark = 'deleting' },\n{ on = 'RSET', unmark = 'deletin' },\n"
                            "{ on = 'QUIT', when = 'deleting', close = 'reset' }"),
              ElementsAre("4:16 warning rules[2].unmark: unmark: no rule makes the mark 'deletin'; did you mean "
                          "'deleting'?"));
}

TEST(scenario_warnings, a_gate_at_which_no_rule_waits_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'DELE', release = 'gaet' },\n{ on = 'LIST', hold = 'gate' }"),
              ElementsAre("3:16 warning rules[1].release: release: no rule waits at the gate 'gaet'; did you mean "
                          "'gate'?"));
  EXPECT_THAT(problems_of("actors = { { at = '1s', release = 'go' } }"),
              ElementsAre("2:0 warning actors: release: no rule waits at the gate 'go'"));
}

TEST(scenario_warnings, programs_and_hooks_may_use_gates) {
  EXPECT_THAT(rule_problems("{ on = 'LIST', hold = 'gate' }"), IsEmpty());
  EXPECT_THAT(
      problems_of("hooks = { LIST = function() hold 'gate' end }, rules = { { on = 'DELE', release = 'gate' } }"),
      IsEmpty());
}

TEST(scenario_warnings, an_unknown_user_after_login_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'RETR|TOP', user = 'alise', close = 'reset' }"),
              ElementsAre("3:20 warning rules[1].user: user: there is no account 'alise'; did you mean 'alice'?"));
  EXPECT_THAT(rule_problems("{ state = 'transaction', user = 'alise', close = 'reset' }"), ::testing::SizeIs(1));
}

TEST(scenario_warnings, a_client_may_name_an_unknown_user) {
  EXPECT_THAT(rule_problems("{ on = 'PASS', user = 'mallory', close = 'reset' }"), IsEmpty());
  EXPECT_THAT(rule_problems("{ user = 'mallory', close = 'reset' }"), IsEmpty());
  const scenario_check part =
      check_scenario_text("return scenario { rules = { { on = 'RETR', user = 'a', delay = '1s' } } }");
  EXPECT_THAT(part.problems, IsEmpty());
}

TEST(scenario_warnings, an_unknown_capability_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'CAPA', without = { 'uidl', 'PIPELNING' } }"),
              ElementsAre("3:16 warning rules[1].without: without: the server has no capability 'PIPELNING'; did you "
                          "mean 'PIPELINING'?"));
  EXPECT_THAT(rule_problems("{ on = 'CAPA', times = 1, with = 'X-NEW 3' },\n{ on = 'CAPA', without = 'X-NEW' }"),
              IsEmpty());
}

TEST(scenario_warnings, a_key_that_occurs_twice_is_reported) {
  EXPECT_THAT(rule_problems("{ on = 'RETR',\n  on = 'TOP', ['on'] = 'DELE', close = 'reset' }"),
              ElementsAre("4:3 warning on: the key 'on' occurs twice in this table; Lua keeps one of them",
                          "4:15 warning on: the key 'on' occurs twice in this table; Lua keeps one of them"));
  EXPECT_THAT(rule_problems("{ on = 'RETR', close = 'reset' }, { on = 'TOP', close = 'reset' }"), IsEmpty());
  EXPECT_THAT(problems_of("title = ({ ['[1]'] = 'a', [1] = 'b' })[1]"), IsEmpty());
}

TEST(scenario_warnings, duplicate_keys_are_reported_beside_errors_and_other_warnings_are_not) {
  EXPECT_THAT(
      rule_problems("{ on = 'RETR', on = 'TOP', mark = 'unread', colour = 'red' }"),
      ElementsAre("3:16 warning on: the key 'on' occurs twice in this table; Lua keeps one of them",
                  "3:45 error rules[1].colour: " + check_scenario_text("return scenario { rules = { { colour = 1 "
                                                                       "} } }")
                                                       .problems.at(0)
                                                       .message));
}

TEST(scenario_warnings, every_scenario_of_the_repository_is_free_of_problems) {
  std::size_t checked = 0;
  for (const auto& each : std::filesystem::recursive_directory_iterator(POP3KIT_SCENARIOS)) {
    if (each.path().extension() != ".lua") continue;
    const auto made = check_scenario(each.path());
    ASSERT_TRUE(made.has_value()) << each.path();
    for (const scenario_problem& found : made->problems)
      ADD_FAILURE() << found.file << ":" << found.line << ": " << found.message;
    ++checked;
  }
  EXPECT_GT(checked, 0U);
}

TEST(scenario_warnings, every_example_of_the_reference_is_free_of_problems) {
  std::size_t checked = 0;
  constexpr std::string_view open = "```lua\n";
  for (const auto& each :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(POP3KIT_TEST_DATA) / "../../docs")) {
    if (each.path().extension() != ".md") continue;
    std::ostringstream whole;
    whole << std::ifstream{each.path()}.rdbuf();
    const std::string page = whole.str();
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at)) {
      at += open.size();
      const std::string block = page.substr(at, page.find("```", at) - at);
      if (block.find("return scenario") == std::string::npos) continue;
      const auto made = check_scenario_text(block, each.path().string());
      for (const scenario_problem& found : made.problems) {
        // Examples may name mail files that do not exist.
        if (found.severity == problem_severity::warning)
          ADD_FAILURE() << found.file << ": " << found.message << "\n" << block;
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, scenario_sections().size());
}

}  // namespace
}  // namespace pop3kit::serving
