#include <gmock/gmock.h>

#include <sstream>

#include "language/scenario_reference.hpp"
#include "lua/constructors.hpp"
#include "response/fault_table.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> lua_blocks(const std::string& markdown) {
  std::vector<std::string> blocks;
  constexpr std::string_view open = "```lua\n";
  for (auto at = markdown.find(open); at != std::string::npos; at = markdown.find(open, at)) {
    at += open.size();
    blocks.push_back(markdown.substr(at, markdown.find("```", at) - at));
  }
  return blocks;
}

/// The page under docs/ that holds `made`, or shall hold it.
void expect_page(const std::string& name, const std::string& made) {
  const auto file = std::filesystem::path{POP3KIT_TEST_DATA} / "../../docs/reference" / name;
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << made;
  std::ostringstream held;
  held << std::ifstream{file, std::ios::binary}.rdbuf();
  EXPECT_EQ(held.str(), made)
      << "run this test with POP3KIT_WRITE_DOCS=1 in the environment, then look at the difference";
}

TEST(scenario_reference, is_what_docs_hold) {
  expect_page("scenarios.md", scenario_reference());
  expect_page("rules.md", rule_reference());
  expect_page("faults.md", fault_reference());
  expect_page("hooks.md", hook_reference());
}

TEST(scenario_reference, every_example_is_a_scenario) {
  const auto blocks = lua_blocks(scenario_reference() + rule_reference() + fault_reference() + hook_reference());
  EXPECT_GT(blocks.size(), scenario_sections().size());
  for (const auto& block : blocks) {
    const auto made = scenario::parse(block);
    EXPECT_TRUE(made.has_value()) << made.error().detail() << "\n" << block;
  }
}

TEST(scenario_reference, every_fault_and_constructor_is_named) {
  const auto made = scenario_reference() + fault_reference();
  for (const auto name : fault_names()) EXPECT_THAT(made, HasSubstr("| `" + std::string{name} + "` |"));
  for (const auto& each : lua::constructor_table()) EXPECT_THAT(made, HasSubstr(std::string{each.name} + " "));
}

TEST(scenario_reference, every_key_is_explained) {
  for (const auto& about : scenario_sections()) {
    EXPECT_FALSE(about.keys.empty()) << about.title;
    for (const auto& key : about.keys)
      EXPECT_TRUE(key.summary.ends_with('.') || key.summary.ends_with(')')) << key.name;
  }
}

}  // namespace
}  // namespace pop3kit::serving
