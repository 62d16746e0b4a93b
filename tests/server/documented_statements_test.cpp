#include <gmock/gmock.h>

#include <sstream>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {
namespace {

using std::chrono::milliseconds;
using ::testing::Each;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

/// Statements of README.md, docs/reference/rules.md and docs/reference/limits.md that no other test shows.
class documented_statements : public ::testing::Test {
 protected:
  void play(const std::string& fields) {
    on_.what = described(scenario::parse(
        "return scenario { accounts = { alice = { password = 's3cret', lock = false } }, " + fields + " }", "p.lua"));
  }
  /// What has come after this much time, and not a millisecond before.
  std::string heard_at(line_client& client, milliseconds when) {
    on_.pass(when - milliseconds(1));
    EXPECT_EQ(client.take(), "");
    on_.pass(milliseconds(1));
    return client.take();
  }

  stage on_;
};

TEST_F(documented_statements, latencies_of_all_conditions_add_up_and_of_anything_else_the_last_counts) {
  play(R"(network = {
    { direction = "to_client", latency = "100ms", limit = "3 B", close = "reset" },
    { direction = "to_client", latency = "50ms", limit = "10 B" },
    { connection = 2, refuse = true },
  })");
  line_client& client = on_.connect_raw();
  EXPECT_EQ(heard_at(client, milliseconds(150)), "+OK pop3ki");
  on_.pass(milliseconds(200));
  EXPECT_EQ(client.end(), errc::connection_closed) << "orderly, as the last condition has it";
}

TEST_F(documented_statements, the_network_of_a_rule_holds_in_place_of_what_held_before) {
  play(R"(network = { { direction = "to_client", latency = "100ms" } },
    rules = { { on = "NOOP", network = { direction = "to_client", latency = "30ms" } } })");
  line_client& client = on_.connect_raw();
  EXPECT_EQ(heard_at(client, milliseconds(100)), "+OK pop3kit POP3 server ready\r\n");
  client.send("NOOP\r\n");
  EXPECT_THAT(heard_at(client, milliseconds(30)), HasSubstr("-ERR"));
  for (const char* const key : {"connection = 1", "times = 1", "limit = 5", "lifetime = '1s'", "refuse = true"}) {
    const auto made =
        scenario::parse("return scenario { rules = { { on = 'NOOP', network = { " + std::string(key) + " } } } }");
    EXPECT_TRUE(made.has_error()) << key << " is none of its keys";
  }
}

TEST_F(documented_statements, texts_of_the_journal_and_tracebacks_of_the_verdict_are_bounded) {
  play(R"(rules = { { on = "RSET", raw = "+OK " .. ("r"):rep(1000) .. "\r\n" } },
    hooks = { NOOP = function() error(("e"):rep(1000000)) end, STAT = function() release(("g"):rep(257)) end })");
  line_client& client = on_.connect();
  client.log_in();
  for (int time = 0; time < 25; ++time) client.ask("NOOP\r\n");
  EXPECT_THAT(on_.journal(journal_kind::hook_error), SizeIs(25));
  EXPECT_THAT(on_.journal(journal_kind::hook_error), Each(SizeIs(8192)));
  const server_report made = on_.run().report();
  EXPECT_THAT(made.script_errors, SizeIs(20));
  EXPECT_THAT(made.script_errors, Each(SizeIs(8192)));
  client.ask("RSET\r\n");
  EXPECT_EQ(on_.journal(journal_kind::reply).back().size(), 512U);
  EXPECT_THAT(client.ask("STAT\r\n"), HasSubstr("-ERR [SYS/TEMP]"));
  EXPECT_THAT(on_.journal(journal_kind::hook_error).back(), HasSubstr("the name of a gate has at most 256 octets"));
}

TEST_F(documented_statements, a_hook_cannot_open_gates_without_end) {
  play(R"(hooks = { NOOP = function() for number = 1, 20000 do release("gate " .. number) end end })");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_THAT(client.ask("NOOP\r\n"), HasSubstr("-ERR [SYS/TEMP]"));
  EXPECT_THAT(
      on_.journal(journal_kind::hook_error),
      ::testing::ElementsAre(HasSubstr("p.lua:1: this gate cannot be opened: at most 10,000 gates can be open")));
  EXPECT_EQ(on_.journal(journal_kind::control).size(), 10'000U);
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(), HasSubstr("at most 10,000 gates"));
}

TEST_F(documented_statements, a_gate_that_a_rule_cannot_open_fails_the_verdict_with_its_line) {
  play(
      "rules = {\n{ on = 'RSET', release = 'late' } },\nhooks = { NOOP = function() for number = 1, 10000 do "
      "release('gate ' .. number) end end }");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_THAT(client.ask("NOOP\r\nRSET\r\n"), StartsWith("+OK\r\n+OK"));
  EXPECT_TRUE(on_.journal(journal_kind::rule).empty()) << "what did not happen is not told";
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(), HasSubstr("p.lua:2: this gate cannot be opened"));
}

TEST_F(documented_statements, mail_cannot_be_delivered_without_end) {
  play("rules = {\n{ on = 'NOOP', deliver = generate { count = 600000, size = 300 } } }");
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_value());
  EXPECT_EQ(client.ask("NOOP\r\n"), "+OK\r\n");
  EXPECT_THAT(on_.run().expectations.verdict().error().detail(),
              HasSubstr("p.lua:2: these messages cannot be delivered"));
  EXPECT_EQ(on_.run().maildrops.contents("alice")->count(), 600'000U);
}

/// The first block of Lua in README.md.
std::string scenario_of_readme() {
  std::ostringstream page;
  page << std::ifstream{std::string(POP3KIT_SCENARIOS) + "/../README.md", std::ios::binary}.rdbuf();
  const std::string text = page.str();
  const std::size_t begin = text.find("```lua\n") + 7;
  return text.substr(begin, text.find("```", begin) - begin);
}

TEST_F(documented_statements, the_scenario_of_readme_loses_the_first_message_once_after_4_kib_by_reset) {
  on_.what = described(scenario::parse(scenario_of_readme(), "README.md"));
  line_client& first = on_.connect();
  first.log_in();
  first.send("RETR 1\r\n");
  on_.pass(milliseconds(100));
  EXPECT_EQ(first.take().size(), std::string("+OK 16384 octets\r\n").size() + 4096);
  EXPECT_TRUE(first.ended());
  EXPECT_NE(first.end(), errc::connection_closed) << "a reset";
  line_client& second = on_.connect();
  second.log_in();
  for (const std::string number : {"1", "2", "3", "4", "5"}) {
    EXPECT_THAT(second.ask("RETR " + number + "\r\n"), EndsWith("\r\n.\r\n")) << number;
  }
  EXPECT_EQ(second.ask("RETR 6\r\n"), "-ERR no such message, only 5 messages in maildrop\r\n");
  EXPECT_TRUE(on_.run().expectations.verdict().has_value()) << "RETR 1 came twice";
}

}  // namespace
}  // namespace pop3kit::serving
