#include <gmock/gmock.h>

#include <set>
#include <sstream>

#include "language/editor_definitions.hpp"
#include "language/quirks.hpp"
#include "language/scenario_reference.hpp"
#include "language/schema.hpp"
#include "lua/constructors.hpp"
#include "response/fault_table.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Returns the text of a class in the definitions, up to the empty line after it.
std::string text_of_class(const std::string& all, const std::string& name) {
  const auto begin = all.find("---@class (exact) " + name + "\n");
  EXPECT_NE(begin, std::string::npos) << name;
  return begin == std::string::npos ? "" : all.substr(begin, all.find("\n\n", begin) + 1 - begin);
}

TEST(editor_definitions, is_what_docs_hold) {
  const auto file = std::filesystem::path{POP3KIT_TEST_DATA} / "../../server/lua/pop3kit.lua";
  const std::string made = editor_definitions();
  if (std::getenv("POP3KIT_WRITE_DOCS") != nullptr) std::ofstream{file, std::ios::binary} << made;
  std::ostringstream held;
  held << std::ifstream{file, std::ios::binary}.rdbuf();
  EXPECT_EQ(held.str(), made)
      << "run this test with POP3KIT_WRITE_DOCS=1 in the environment, then look at the difference";
}

TEST(editor_definitions, every_key_of_the_language_occurs_with_a_type) {
  const std::string all = editor_definitions();
  std::multiset<std::vector<std::string>> described;
  for (const editor_class& each : editor_classes()) {
    const std::string text = text_of_class(all, std::string(each.name));
    for (const std::string& key : each.keys) {
      EXPECT_TRUE(text.find("---@field " + key + "? ") != std::string::npos ||
                  text.find("---@field " + key + " ") != std::string::npos)
          << each.name << " " << key;
    }
    EXPECT_THAT(each.untyped, IsEmpty()) << each.name;
    described.insert(each.keys);
  }
  for (const lua::section& about : scenario_sections()) {
    std::vector<std::string> keys;
    for (const lua::key_info& each : about.keys) keys.emplace_back(each.name);
    EXPECT_TRUE(described.contains(keys)) << about.title;
  }
}

TEST(editor_definitions, every_name_of_the_language_occurs) {
  const std::string all = editor_definitions();
  for (const auto name : fault_names()) EXPECT_THAT(all, HasSubstr("'\"" + std::string{name} + "\"' #"));
  for (const auto& each : lua::quirk_table()) EXPECT_THAT(all, HasSubstr("'\"" + std::string{each.name} + "\"' #"));
  for (const auto& each : lua::constructor_table()) {
    EXPECT_THAT(all, HasSubstr("\nfunction " + std::string{each.name} + "(argument) end\n"));
  }
}

TEST(editor_definitions, choices_have_their_words) {
  const std::string all = editor_definitions();
  EXPECT_THAT(text_of_class(all, "pop3kit.rule"),
              HasSubstr("---@field per? \"connection\"|\"account\"|\"scenario\"\n"));
  EXPECT_THAT(text_of_class(all, "pop3kit.rule"), HasSubstr("---@field state? \"authorization\"|\"transaction\"\n"));
  EXPECT_THAT(text_of_class(all, "pop3kit.link"),
              HasSubstr("---@field law? \"constant\"|\"uniform\"|\"normal\"|\"lognormal\"|\"pareto\"\n"));
  EXPECT_THAT(text_of_class(all, "pop3kit.account"), HasSubstr("---@field password string\n"));
}

TEST(editor_definitions, are_valid_lua) {
  const auto made = scenario::parse("if false then\n" + editor_definitions() + "end\nreturn scenario {}\n");
  EXPECT_TRUE(made.has_value()) << made.error().detail();
}

}  // namespace
}  // namespace pop3kit::serving
