#include <gmock/gmock.h>

#include <map>
#include <sstream>

#include "language/quirks.hpp"
#include "language/scenario_reference.hpp"
#include "language/schema.hpp"
#include "lua/evaluate.hpp"
#include "mailbox/message_shape.hpp"
#include "response/fault_table.hpp"
#include "scenario/conditions.hpp"
#include "scenario/hooks.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

/// What a kind of table is called in messages about it, by the title of its section.
const std::map<std::string_view, std::string> tables{{"The scenario", "a scenario"},
                                                     {"An account", "an account"},
                                                     {"`message`", "a message"},
                                                     {"An attachment", "an attachment"},
                                                     {"`generate`", "generate"},
                                                     {"`listen`", "listen"},
                                                     {"A rule", "a rule"},
                                                     {"`cut`", "cut"},
                                                     {"`stall`", "stall"},
                                                     {"A network condition", "a network condition"},
                                                     {"`stall` of a network condition", "a pause"},
                                                     {"`extensions`", "extensions"},
                                                     {"An actor", "an actor"},
                                                     {"A TLS condition", "a TLS condition"},
                                                     {"`cut` of a TLS condition", "a cut of TLS"},
                                                     {"An expectation", "an expectation"}};

/// All that the files under scenarios/ make use of.
class scenario_coverage : public ::testing::Test {
 protected:
  scenario_coverage() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(POP3KIT_SCENARIOS)) {
      if (entry.path().extension() == ".lua") read(entry.path());
    }
  }

  void read(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    texts_ += text.str();
    lua::reading context{file.string(), lua::file_store{file.parent_path()}};
    scenario::description made;
    std::vector<std::string> hooked;
    lua::read_scenario(lua::evaluate(lua::script{file.string(), text.str()}), made, hooked, context);
    EXPECT_TRUE(context.problems.empty()) << file << ": " << context.problems.front().what();
    used_.merge(context.used);
  }

  std::set<std::pair<std::string, std::string>> used_;
  std::string texts_;
};

TEST_F(scenario_coverage, every_key_is_shown_by_a_file) {
  for (const auto& about : scenario_sections()) {
    const auto table = tables.find(about.title);
    ASSERT_NE(table, tables.end()) << "which tables does the section '" << about.title << "' describe?";
    for (const auto& key : about.keys) {
      EXPECT_TRUE(used_.contains({table->second, std::string(key.name)}))
          << "no file under scenarios/ has '" << key.name << "' in " << table->second;
    }
  }
}

TEST_F(scenario_coverage, every_fault_and_quirk_is_shown_by_a_file) {
  for (const auto name : fault_names()) {
    EXPECT_THAT(texts_, ::testing::HasSubstr("\"" + std::string(name) + "\"")) << "a fault without a file";
  }
  for (const auto& each : lua::quirk_table()) {
    EXPECT_THAT(texts_, ::testing::HasSubstr("quirk \"" + std::string(each.name) + "\"")) << "a quirk without a file";
  }
}

TEST_F(scenario_coverage, every_shape_is_shown_by_a_file) {
  for (const auto& each : shape_table()) {
    const std::string name(each.name);
    EXPECT_THAT(texts_, ::testing::AnyOf(::testing::HasSubstr("\"" + name + "\""), ::testing::HasSubstr(name + " = ")));
  }
}

TEST_F(scenario_coverage, all_that_hooks_can_do_is_shown_by_a_file) {
  constexpr std::string_view words[] = {"sleep \"",
                                        "hold \"",
                                        "release \"",
                                        "session:send",
                                        "session:raw",
                                        "session:read",
                                        "session:answer",
                                        "session:default",
                                        "session:close",
                                        "session.connection",
                                        "session.user",
                                        "session.secured",
                                        "session.state",
                                        "command.verb",
                                        "command.argument",
                                        "command.number",
                                        "ok(",
                                        "err(",
                                        "greeting = function"};
  for (const auto word : words) EXPECT_THAT(texts_, ::testing::HasSubstr(std::string(word)));
  for (const auto event : hook_event::all)
    EXPECT_THAT(texts_, ::testing::HasSubstr(std::string(event) + " = function"));
}

TEST_F(scenario_coverage, every_place_way_and_law_is_shown_by_a_file) {
  for (const char* const place : {"line_end", "terminator", "dot", "terminator_cr", "status", "status_cr", "end"}) {
    EXPECT_THAT(texts_, ::testing::HasSubstr("at = \"" + std::string(place) + "\""));
  }
  for (const char* const way : {"orderly", "reset", "half"}) {
    EXPECT_THAT(texts_, ::testing::HasSubstr("close = \"" + std::string(way) + "\""));
  }
  for (const char* const law : {"constant", "uniform", "normal", "lognormal", "pareto"}) {
    EXPECT_THAT(texts_, ::testing::HasSubstr("law = \"" + std::string(law) + "\""));
  }
  for (const auto& each : certificate_table) {
    if (each.name == "sound") continue;  // what is there where nothing is said
    EXPECT_THAT(texts_, ::testing::HasSubstr("certificate = \"" + std::string(each.name) + "\""));
  }
}

TEST_F(scenario_coverage, every_constructor_is_shown_by_a_file) {
  for (const auto& each : lua::constructor_table()) {
    EXPECT_THAT(texts_, ::testing::HasSubstr(std::string(each.name) + (each.takes_table ? " {" : " \"")));
  }
}

}  // namespace
}  // namespace pop3kit::serving
