#include "lua/sandbox.hpp"

#include <gmock/gmock.h>

#include <lua.hpp>

#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class withheld_names : public ::testing::TestWithParam<const char*> {};

TEST_P(withheld_names, are_refused) {
  EXPECT_THAT(complaint("\nlocal x = " + std::string{GetParam()}),
              StartsWith("t.lua:2: '" + std::string{GetParam()} + "' is not available in scenarios"));
}

INSTANTIATE_TEST_SUITE_P(sandbox, withheld_names,
                         ::testing::Values("io", "os", "require", "package", "debug", "load", "loadfile", "dofile",
                                           "print", "coroutine", "setmetatable", "getmetatable", "collectgarbage",
                                           "rawset", "next", "_G"),
                         [](const auto& what) { return std::string{what.param} + "_"; });

TEST(sandbox, has_the_names_that_the_page_lists_and_no_others) {
  EXPECT_EQ(
      computed("names", R"(
    local names = ""
    for name in pairs(_ENV) do names = names .. name .. " " end)"),
      "assert eml err error generate hold ipairs maildir math mbox message ok order pairs pcall quirk release scenario "
      "select sleep string table text tonumber tostring type utf8 verb ");
}

TEST(sandbox, has_no_bytecode_and_no_packing) {
  EXPECT_EQ(computed("string.dump == nil and ('').dump == nil and string.pack == nil and table.move == nil"), "true");
}

TEST(sandbox, pairs_go_in_the_order_of_the_keys) {
  EXPECT_EQ(computed("order", R"(
    local order = ""
    local t = { zebra = 1, [10] = 1, apple = 1, [2] = 1, [true] = 1, [1.5] = 1, mango = 1, "one" }
    for key in pairs(t) do order = order .. tostring(key) .. " " end)"),
            "1 1.5 2 10 apple mango zebra true ");
}

TEST(sandbox, pairs_skip_what_is_removed_meanwhile) {
  EXPECT_EQ(computed("order", R"(
    local order, t = "", { a = 1, b = 2, c = 3 }
    for key, value in pairs(t) do order = order .. key .. value; t.b = nil end)"),
            "a1c3");
}

TEST(sandbox, keys_without_an_order_are_refused) {
  EXPECT_THAT(complaint("\nfor k in pairs { [{}] = 1 } do end"), HasSubstr("pairs: a table as a key has no order"));
}

TEST(sandbox, random_numbers_are_the_same_at_every_run) {
  const std::string three = "math.random(1000000) .. ' ' .. math.random() .. ' ' .. math.random(-5, 5)";
  EXPECT_EQ(computed(three), computed(three));
}

TEST(sandbox, random_numbers_keep_within_their_bounds) {
  EXPECT_EQ(computed("good", R"(
    local good, seen = true, {}
    for i = 1, 2000 do
      local a, b, c = math.random(6), math.random(-3, 3), math.random()
      good = good and a >= 1 and a <= 6 and b >= -3 and b <= 3 and c >= 0 and c < 1
      seen[a] = true
    end
    for a = 1, 6 do good = good and seen[a] end)"),
            "true");
  EXPECT_THAT(complaint("math.random(3, 2)"), HasSubstr("the interval is empty"));
}

TEST(sandbox, tostring_shows_no_addresses) {
  EXPECT_EQ(computed("tostring({}) .. tostring(pairs) .. tostring(nil) .. tostring(1.5)"), "tablefunctionnil1.5");
}

TEST(sandbox, rep_ends_even_for_an_empty_string) {
  EXPECT_EQ(computed("#string.rep('', 1 << 60)"), "0");
  EXPECT_EQ(computed("('ab'):rep(3, ',')"), "ab,ab,ab");
  EXPECT_EQ(computed("#('ab'):rep(-1)"), "0");
  EXPECT_THAT(complaint("local s = ('x'):rep(1 << 40)"), HasSubstr("resulting string too large"));
}

TEST(sandbox, pcall_catches_errors) {
  EXPECT_EQ(computed("table.concat({ tostring(a), tostring(b) }, ' ')", "local a, b = pcall(error, 'oh', 0)"),
            "false oh");
  EXPECT_EQ(computed("table.concat({ tostring(a), b, c }, ' ')", "local a, b, c = pcall(function() return 1, 2 end)"),
            "true 1 2");
}

TEST(sandbox, a_text_may_be_joined_without_parentheses) {
  const auto made = with_mailbox("text 'Subject: x\\n\\n' .. ('y'):rep(3) .. '\\n'");
  EXPECT_EQ(octets_of(*described(made).accounts.at("alice").mailbox, 0), "Subject: x\r\n\r\nyyy\r\n");
  EXPECT_THAT(complaint("local x = 'a' .. text 'b'"), HasSubstr("cannot be joined"));
}

TEST(sandbox, strings_have_their_methods) {
  EXPECT_EQ(computed("('Hello'):upper() .. ('%d-%s'):format(5, 'x') .. #('abc'):sub(2)"), "HELLO5-x2");
}

}  // namespace
}  // namespace pop3kit::serving
