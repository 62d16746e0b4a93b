#include <thread>

#include "control_fixture.hpp"

namespace pop3kit {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class control_rules : public control_room {
 protected:
  /// The members of this name, of all rules in their order.
  [[nodiscard]] std::vector<std::string> all(const std::string& name) const {
    std::vector<std::string> out;
    const control_answer rules = get("/rules");
    for (const auto& each : rules.body.as_array()) {
      const auto& member = each.at(name);
      out.push_back(member.is_string() ? std::string(member.as_string()) : std::to_string(member.to_number<int>()));
    }
    return out;
  }
  [[nodiscard]] std::string refusal(const std::string& method, const std::string& target,
                                    const std::string& body) const {
    const auto answer = ask(method, target, body);
    EXPECT_EQ(answer.status, 422U) << answer.text;
    return std::string(answer.at("error").as_string());
  }
};

TEST_F(control_rules, those_of_the_scenario_are_listed) {
  EXPECT_THAT(all("rule"), ElementsAre("1"));
  EXPECT_THAT(all("where"), ElementsAre("first.lua:4"));
  EXPECT_THAT(all("on"), ElementsAre("NOOP"));
  EXPECT_THAT(all("does"), ElementsAre("delay 3600000 ms"));
  EXPECT_THAT(all("fired"), ElementsAre("0"));
}

TEST_F(control_rules, have_their_names) {
  const auto added = ask("POST", "/rules", "{ name = \"late\", on = \"STAT\", reply = \"-ERR\" }");
  EXPECT_EQ(added.body.as_array().at(0).at("name"), "late");
  const auto rules = get("/rules");
  EXPECT_EQ(rules.body.as_array().at(0).at("name"), "late");
  EXPECT_TRUE(rules.body.as_array().at(1).at("name").is_null());
  EXPECT_EQ(get("/verdict").at("unfired_rules").as_array().at(1), "rules:1: 'late' (STAT)");
}

TEST_F(control_rules, added_ones_come_first_and_count_for_themselves) {
  const auto added = ask("POST", "/rules", "{ on = \"STAT\", times = 2, reply = err(\"SYS/TEMP\", \"later\") }");
  EXPECT_EQ(added.status, 201U) << added.text;
  ASSERT_EQ(added.body.as_array().size(), 1U);
  EXPECT_EQ(added.body.as_array()[0].at("rule"), 2);
  EXPECT_EQ(added.body.as_array()[0].at("where"), "rules:1");
  EXPECT_THAT(converse("STAT\r\nSTAT\r\nSTAT\r\nQUIT\r\n"),
              HasSubstr("-ERR [SYS/TEMP] later\r\n-ERR [SYS/TEMP] later\r\n+OK 3 3000\r\n"));
  EXPECT_THAT(all("rule"), ElementsAre("2", "1"));
  EXPECT_THAT(all("fired"), ElementsAre("2", "0"));
  EXPECT_EQ(get("/scenario").at("rules"), 2);
}

TEST_F(control_rules, several_keep_their_order_after_those_of_the_scenario) {
  const std::string both = "{ on = \"STAT\", reply = \"+OK third\" },\n{ on = \"STAT|NOOP\", reply = \"+OK last\" }";
  const auto added = ask("POST", "/rules?at=last&name=more.lua", both);
  EXPECT_EQ(added.status, 201U) << added.text;
  EXPECT_THAT(all("rule"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(all("where"), ElementsAre("first.lua:4", "more.lua:1", "more.lua:2"));
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK third\r\n"));
}

TEST_F(control_rules, they_hold_for_a_session_under_way) {
  EXPECT_EQ(ask("PUT", "/rules/1", "{ on = \"NOOP\", hold = \"here\" }").status, 200U);
  std::string heard;
  std::thread client([&] { heard = converse("NOOP\r\nSTAT\r\nQUIT\r\n"); });
  EXPECT_EQ(get("/journal?kind=rule&wait=10m").at("entries").as_array().size(), 1U);
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"STAT\", reply = \"+OK 7 7\" }").status, 201U);
  EXPECT_EQ(ask("DELETE", "/rules/1").at("removed"), 1) << "who waits at its gate goes on waiting";
  EXPECT_EQ(ask("POST", "/holds/here/release").status, 200U);
  client.join();
  EXPECT_THAT(heard, HasSubstr("octets)\r\n+OK\r\n+OK 7 7\r\n+OK pop3kit"));
}

TEST_F(control_rules, one_is_replaced_in_its_place_and_begins_anew) {
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"STAT\", times = 1, reply = \"+OK once\" }").status, 201U);
  EXPECT_THAT(converse("STAT\r\nSTAT\r\nQUIT\r\n"), HasSubstr("+OK once\r\n+OK 3 3000\r\n"));
  const auto other = ask("PUT", "/rules/2", "{ on = \"STAT\", times = 1, reply = \"+OK once more\" }");
  EXPECT_EQ(other.status, 200U);
  EXPECT_EQ(other.at("rule"), 2);
  EXPECT_EQ(other.at("fired"), 0);
  EXPECT_THAT(all("rule"), ElementsAre("2", "1"));
  EXPECT_THAT(converse("STAT\r\nSTAT\r\nQUIT\r\n"), HasSubstr("+OK once more\r\n+OK 3 3000\r\n"));
}

TEST_F(control_rules, they_are_taken_away_one_by_one_or_all) {
  EXPECT_EQ(
      ask("POST", "/rules", "{ on = \"STAT\", reply = \"+OK no\" }, { on = \"LIST\", reply = \"+OK no\" }").status,
      201U);
  EXPECT_EQ(ask("DELETE", "/rules/2").at("removed"), 1);
  EXPECT_EQ(ask("DELETE", "/rules/2").status, 404U);
  EXPECT_THAT(converse("STAT\r\nLIST\r\nQUIT\r\n"), HasSubstr("+OK 3 3000\r\n+OK no\r\n"));
  EXPECT_EQ(ask("DELETE", "/rules").at("removed"), 2);
  EXPECT_TRUE(get("/rules").body.as_array().empty());
  EXPECT_THAT(converse("NOOP\r\nLIST 1\r\nQUIT\r\n"), HasSubstr("\r\n+OK\r\n+OK 1 1000\r\n"));
  EXPECT_EQ(ask("POST", "/reset").at("rules"), 1) << "the scenario's own come back";
}

TEST_F(control_rules, a_wrong_one_is_refused_with_its_line_and_nothing_changes) {
  EXPECT_THAT(refusal("POST", "/rules", "{ on = \"STAT\" },\n{ on = \"STAT\", raply = \"x\" }"),
              HasSubstr("rules:2: unknown key 'raply' in a rule; did you mean 'reply'?"));
  EXPECT_THAT(refusal("POST", "/rules?name=x.lua", "\n\n{ on = \"STTA\" }"),
              HasSubstr("x.lua:3: on: unknown verb 'STTA'; did you mean 'STAT'"));
  EXPECT_THAT(refusal("POST", "/rules", "{ on = \"STAT\""), HasSubstr("rules:"));
  EXPECT_THAT(refusal("POST", "/rules", "quirk \"far_away\""),
              HasSubstr("rules:1: a running server takes rules alone"));
  EXPECT_THAT(refusal("POST", "/rules", "-- nothing"), HasSubstr("there is no rule"));
  EXPECT_THAT(refusal("PUT", "/rules/1", "{}, {}"), HasSubstr("one rule is expected, not 2"));
  EXPECT_EQ(ask("PUT", "/rules/9", "{}").status, 404U);
  EXPECT_EQ(ask("PUT", "/rules/one", "{}").status, 404U);
  EXPECT_EQ(ask("POST", "/rules?at=middle", "{}").status, 400U);
  EXPECT_THAT(all("rule"), ElementsAre("1"));
}

// A single instruction of Lua's machine looks at each of 262,144 octets here. Without a bound on such work, the server
// would do nothing else for hours: it answers neither clients nor signals meanwhile.
TEST_F(control_rules, heavy_work_ends_within_the_budget_and_the_server_goes_on) {
  const std::string work =
      "(function() local s = (\"x\"):rep(1 << 18) for i = 1, 50000000 do utf8.len(s) end return { on = \"STAT\" } "
      "end)()";
  EXPECT_THAT(refusal("POST", "/rules", work), HasSubstr("rules:1: the script ran for too long"));
  EXPECT_THAT(refusal("PUT", "/rules/1", work), HasSubstr("rules:1: the script ran for too long"));
  EXPECT_THAT(all("rule"), ElementsAre("1"));
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 3 3000\r\n"));
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"STAT\", reply = \"+OK 7 7\" }").status, 201U) << "others have a budget";
}

TEST_F(control_rules, a_quirk_is_a_bundle_of_rules) {
  EXPECT_EQ(ask("POST", "/rules", "quirk \"no_uidl\"").status, 201U);
  EXPECT_THAT(converse("UIDL\r\nQUIT\r\n"), HasSubstr("-ERR unknown command\r\n"));
}

TEST_F(control_rules, the_network_of_a_session_can_be_changed) {
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"greeting\", network = { slice = 1, direction = \"to_client\" } }").status,
            201U);
  EXPECT_THAT(converse("STAT\r\nQUIT\r\n"), HasSubstr("+OK 3 3000\r\n"));
  EXPECT_THAT(all("fired"), ElementsAre("1", "0"));
}

TEST_F(control_rules, journal_and_report_take_part) {
  EXPECT_EQ(ask("POST", "/rules", "{ on = \"STAT\", reply = \"+OK no\" }").status, 201U);
  EXPECT_EQ(ask("PUT", "/rules/1", "{ on = \"TOP\", close = \"reset\" }").status, 200U);
  EXPECT_EQ(get("/verdict").at("unfired_rules"), (boost::json::array{"rules:1: TOP", "rules:1: STAT"}));
  converse("STAT\r\nQUIT\r\n");
  EXPECT_EQ(get("/verdict").at("unfired_rules"), boost::json::array{"rules:1: TOP"});
  EXPECT_EQ(ask("DELETE", "/rules/1").status, 200U);
  EXPECT_TRUE(get("/verdict").at("unfired_rules").as_array().empty());
  std::vector<std::string> told;
  const control_answer journal = get("/journal?kind=control");
  for (const auto& each : journal.at("entries").as_array()) {
    told.emplace_back(each.at("text").as_string());
  }
  EXPECT_THAT(told, ElementsAre("rule 2 added: rules:1: STAT: reply +OK no", "rule 1 now: rules:1: TOP: close reset",
                                "rule 1 removed: rules:1: TOP"));
  EXPECT_EQ(get("/journal?kind=rule").at("entries").as_array()[0].at("text"), "rules:1: STAT: reply +OK no");
}

}  // namespace
}  // namespace pop3kit
