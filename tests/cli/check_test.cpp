#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "command_fixture.hpp"

namespace pop3kit::test {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class checking_for_programs : public command_test {
 protected:
  [[nodiscard]] std::string scenario_file(const std::string& text) const { return folder().write("a b.lua", text); }

  /// Returns the objects of `problems`, as "line:column severity path".
  static std::vector<std::string> places_of(const command_run& got) {
    std::vector<std::string> out;
    const json::object report = json::parse(got.out).as_object();
    for (const json::value& each : report.at("problems").as_array()) {
      const json::object& found = each.as_object();
      const json::value& path = found.at("path");
      out.push_back(json::serialize(found.at("line")) + ":" + json::serialize(found.at("column")) + " " +
                    std::string(found.at("severity").as_string()) + " " +
                    (path.is_null() ? "-" : std::string(path.as_string())));
    }
    return out;
  }
};

constexpr const char* three_mistakes =
    "return scenario {\n"
    "  accounts = { [\"bob@x\"] = { password = 7 } },\n"
    "  rules = { { on = \"RTER\" }, { on = \"RETR\",\n"
    "    cut = { after = \"4 KB B\" } } },\n"
    "  --[[ \u00e9\u00e9 ]] ruels = {},\n"
    "}\n";

TEST_F(checking_for_programs, json_has_all_mistakes_with_line_column_and_key_path) {
  const std::string file = scenario_file(three_mistakes);
  const command_run got = run({"check", "--json", file});
  EXPECT_EQ(got.status, 9);
  EXPECT_THAT(places_of(got), ElementsAre("2:41 error accounts[\"bob@x\"].password", "3:20 error rules[1].on",
                                          "4:21 error rules[2].cut.after", "5:14 error ruels"));
  const json::object report = json::parse(got.out).as_object();
  EXPECT_EQ(report.at("file").as_string(), file);
  EXPECT_EQ(report.at("valid"), false);
  EXPECT_EQ(report.at("title"), nullptr);
  const json::object& first = report.at("problems").as_array().at(1).as_object();
  EXPECT_EQ(first.at("file").as_string(), file);
  EXPECT_EQ(first.at("message").as_string(), "on: unknown verb 'RTER'; did you mean 'RETR'?");
  EXPECT_EQ(got.err, "pop3kit: " + file + ": 4 errors, 0 warnings; standard output has them\n");
}

TEST_F(checking_for_programs, json_has_more_mistakes_than_text_counts) {
  std::string text = "return scenario { rules = {\n";
  for (int index = 0; index < 150; ++index) text += "{ on = \"RTER\" },\n";
  const command_run got = run({"check", "--json", scenario_file(text + "} }\n")});
  EXPECT_EQ(got.status, 9);
  const std::vector<std::string> places = places_of(got);
  ASSERT_EQ(places.size(), 150U);
  EXPECT_EQ(places.back(), "151:8 error rules[150].on");
}

TEST_F(checking_for_programs, json_of_a_syntax_error_has_its_line_and_no_column) {
  const command_run got = run({"check", "--json", scenario_file("return scenario {\n  title = \n}\n")});
  EXPECT_EQ(got.status, 9);
  EXPECT_THAT(places_of(got), ElementsAre("3:null error -"));
}

TEST_F(checking_for_programs, json_of_a_valid_scenario_has_its_title_and_no_problems) {
  const command_run got = run({"check", "--json", scenario_file("return scenario { title = \"good one\" }\n")});
  expect_success(got);
  const json::object report = json::parse(got.out).as_object();
  EXPECT_EQ(report.at("valid"), true);
  EXPECT_EQ(report.at("title").as_string(), "good one");
  EXPECT_THAT(report.at("problems").as_array(), IsEmpty());
}

TEST_F(checking_for_programs, a_missing_file_is_status_8_and_prints_no_json) {
  for (const std::string form : {"--json", "--sarif"}) {
    const command_run got = run({"check", form, folder().path("missing.lua")});
    expect_failure(got, 8);
    EXPECT_EQ(got.out, "");
  }
}

TEST_F(checking_for_programs, json_and_sarif_exclude_each_other) {
  expect_failure(run({"check", "--json", "--sarif", scenario_file("return scenario {}\n")}), 2);
}

TEST_F(checking_for_programs, sarif_has_a_result_for_each_problem) {
  const std::string file = scenario_file(three_mistakes);
  const command_run got = run({"check", "--sarif", file});
  EXPECT_EQ(got.status, 9);
  const json::object log = json::parse(got.out).as_object();
  EXPECT_EQ(log.at("version").as_string(), "2.1.0");
  EXPECT_THAT(std::string(log.at("$schema").as_string()), HasSubstr("sarif-2.1.0"));
  ASSERT_EQ(log.at("runs").as_array().size(), 1U);
  const json::object& only = log.at("runs").as_array().at(0).as_object();
  EXPECT_EQ(only.at("columnKind").as_string(), "unicodeCodePoints");
  const json::object& driver = only.at("tool").at("driver").as_object();
  EXPECT_EQ(driver.at("name").as_string(), "pop3kit");
  const json::array& rules = driver.at("rules").as_array();
  const json::array& results = only.at("results").as_array();
  ASSERT_EQ(results.size(), 4U);
  for (const json::value& each : results) {
    const json::object& found = each.as_object();
    const auto index = static_cast<std::size_t>(found.at("ruleIndex").as_int64());
    EXPECT_EQ(rules.at(index).at("id"), found.at("ruleId"));
    EXPECT_EQ(rules.at(index).at("defaultConfiguration").at("level"), found.at("level"));
    EXPECT_EQ(found.at("level").as_string(), "error");
    EXPECT_FALSE(found.at("message").at("text").as_string().empty());
  }
  const json::object& place = results.at(2).at("locations").at(0).as_object();
  const json::value& physical = place.at("physicalLocation");
  EXPECT_THAT(std::string(physical.at("artifactLocation").at("uri").as_string()),
              AllOf(::testing::StartsWith("file:///"), ::testing::EndsWith("/a%20b.lua")));
  EXPECT_EQ(physical.at("region").at("startLine"), 4);
  EXPECT_EQ(physical.at("region").at("startColumn"), 21);
  EXPECT_EQ(place.at("logicalLocations").at(0).at("fullyQualifiedName").as_string(), "rules[2].cut.after");
}

TEST_F(checking_for_programs, sarif_of_a_valid_scenario_has_no_results) {
  const command_run got = run({"check", "--sarif", scenario_file("return scenario {}\n")});
  expect_success(got);
  EXPECT_THAT(json::parse(got.out).at("runs").at(0).at("results").as_array(), IsEmpty());
}

/// A valid scenario whose second rule never fires.
constexpr const char* one_warning =
    "return scenario { title = \"covered\", rules = {\n"
    "  { on = \"RETR|TOP\", close = \"reset\" },\n"
    "  { on = \"TOP\", fault = \"garbage\" },\n"
    "} }\n";

TEST_F(checking_for_programs, a_warning_is_status_0_and_stands_on_standard_error) {
  const std::string file = scenario_file(one_warning);
  const command_run got = run({"check", file});
  EXPECT_EQ(got.status, 0);
  EXPECT_THAT(got.out, HasSubstr("valid: covered"));
  EXPECT_EQ(got.err, "pop3kit: " + file +
                         ":3: warning: this rule can never fire, because the rule on line 2 comes first and matches "
                         "whenever this one does\n");
}

TEST_F(checking_for_programs, a_warning_is_in_json_and_sarif) {
  const std::string file = scenario_file(one_warning);
  const command_run got = run({"check", "--json", file});
  EXPECT_EQ(got.status, 0);
  EXPECT_THAT(places_of(got), ElementsAre("3:3 warning rules[2]"));
  EXPECT_EQ(json::parse(got.out).at("valid"), true);
  const command_run review = run({"check", "--sarif", file});
  EXPECT_EQ(review.status, 0);
  const json::value results = json::parse(review.out).at("runs").at(0).at("results");
  EXPECT_EQ(results.at(0).at("level").as_string(), "warning");
  EXPECT_EQ(results.at(0).at("ruleId").as_string(), "scenario-warning");
}

TEST_F(checking_for_programs, with_strict_a_warning_is_status_1) {
  const std::string file = scenario_file(one_warning);
  for (const std::string form : {"--json", "--sarif"}) {
    const command_run got = run({"check", "--strict", form, file});
    EXPECT_EQ(got.status, 1);
    EXPECT_EQ(got.err, "pop3kit: " + file + ": 1 warning, and --strict\n");
    EXPECT_TRUE(json::parse(got.out).is_object());
  }
  EXPECT_EQ(run({"check", "--strict", file}).status, 1);
  expect_success(run({"check", "--strict", scenario_file("return scenario {}\n")}));
}

}  // namespace
}  // namespace pop3kit::test
