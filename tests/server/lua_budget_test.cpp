#include <gmock/gmock.h>

#include "language/scenario_reference.hpp"
#include "lua/evaluate.hpp"
#include "lua/hook_script.hpp"
#include "lua/problem.hpp"
#include "scenario_text.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;

/// Few enough that a test is quick, and far more than the instructions of Lua's machine that any of these scripts
/// needs.
lua::limits small_limits() {
  lua::limits bounds;
  bounds.instructions = 5'000'000;
  bounds.time = std::chrono::hours(1);
  return bounds;
}

/// What is wrong with a script under these limits; "nothing" if it runs to its end.
std::string outcome_of(const std::string& body, const lua::limits& bounds = small_limits()) {
  try {
    static_cast<void>(lua::evaluate(lua::script("t.lua", body + "\nreturn scenario {}"), bounds));
  } catch (const lua::problem& found) {
    return found.what();
  }
  return "nothing";
}

/// A script that does much work in few instructions.
struct heavy_work {
  const char* name;
  const char* before;
  const char* once;
  int times;  ///< so few that their instructions alone are a small part of the budget
};

void PrintTo(const heavy_work& what, std::ostream* out) {
  *out << what.name;
}

class script_budget : public ::testing::TestWithParam<heavy_work> {};

TEST_P(script_budget, counts_work_that_takes_few_instructions) {
  const heavy_work& what = GetParam();
  const auto repeated = [&](int times) {
    return std::string(what.before) + "\nfor i = 1, " + std::to_string(times) + " do " + what.once + " end";
  };
  EXPECT_EQ(outcome_of(repeated(1)), "nothing");
  EXPECT_THAT(outcome_of(repeated(what.times)), HasSubstr("ran for too long"));
}

constexpr const char* long_string = "local s = ('x'):rep(1 << 18)";
constexpr const char* long_list = "local t = {} for i = 1, 20000 do t[i] = 'x' end";

INSTANTIATE_TEST_SUITE_P(
    library, script_budget,
    ::testing::Values(
        heavy_work{"utf8_len", long_string, "utf8.len(s)", 500},
        heavy_work{"utf8_offset", long_string, "utf8.offset(s, #s)", 500},
        heavy_work{"tonumber", "local s = ('1'):rep(1 << 18)", "tonumber(s)", 500},
        heavy_work{"tonumber_base", "local s = ('1'):rep(1 << 18)", "tonumber(s, 2)", 500},
        heavy_work{"upper", long_string, "s:upper()", 500}, heavy_work{"lower", long_string, "s:lower()", 500},
        heavy_work{"reverse", long_string, "s:reverse()", 500},
        heavy_work{"format", long_string, "string.format('%s', s)", 500},
        heavy_work{"rep", long_string, "s:rep(4)", 500},
        heavy_work{"byte", "local s = ('x'):rep(1 << 15)", "s:byte(1, -1)", 500},
        heavy_work{"char", "local t = {} for i = 1, 200 do t[i] = 65 end local s = ('x'):rep(1 << 15)",
                   "string.char(s:byte(1, -1))", 500},
        heavy_work{"find", long_string, "s:find('y', 1, true)", 500},
        heavy_work{"find_long_pattern", long_string, "('x'):find(s)", 500},
        heavy_work{"gsub_replacement", long_string, "('xxxxxxxx'):gsub('x', s)", 500},
        heavy_work{"concat", long_list, "table.concat(t)", 500},
        heavy_work{"concat_of_empty_strings", "local t = {} for i = 1, 20000 do t[i] = '' end", "table.concat(t)", 500},
        heavy_work{"insert_at_the_front", long_list, "table.insert(t, 1, 'y')", 500},
        heavy_work{"remove_at_the_front", long_list, "table.remove(t, 1)", 500},
        heavy_work{"sort", long_list, "table.sort(t)", 500},
        heavy_work{"unpack", long_list, "select('#', table.unpack(t))", 500},
        heavy_work{"pack", "local t = {} for i = 1, 20000 do t[i] = i end", "table.pack(table.unpack(t))", 500},
        heavy_work{"math_max", "local t = {} for i = 1, 20000 do t[i] = i end", "math.max(table.unpack(t))", 500},
        heavy_work{"pairs", long_list, "pairs(t)", 500},
        heavy_work{"pairs_of_an_emptied_table",
                   "local t = {} for i = 1, 50000 do t['k' .. i] = i end for i = 1, 50000 do t['k' .. i] = nil end",
                   "pairs(t)", 500}),
    [](const auto& what) { return what.param.name; });

INSTANTIATE_TEST_SUITE_P(
    machine, script_budget,
    ::testing::Values(
        heavy_work{"equality", "local s, r = ('x'):rep(1 << 20), ('x'):rep(1 << 20)", "local _ = s == r", 20000},
        heavy_work{"order", "local s, r = ('x'):rep(1 << 20), ('x'):rep(1 << 20)", "local _ = s < r", 20000},
        heavy_work{"key", "local s, r = ('x'):rep(1 << 20), ('x'):rep(1 << 20) local t = { [s] = 1 }", "local _ = t[r]",
                   20000},
        heavy_work{"string_as_number", "local s = (' '):rep(1 << 20) .. '1'", "local _ = s + 0", 20000},
        heavy_work{"concatenation", long_string, "local _ = s .. i", 5000},
        // The two keys belong into one place, so there is no room for the second, and the whole table is counted.
        heavy_work{"rehash", "local t = {} for i = 1, 60000 do t[i] = i end",
                   "t['a' .. i] = 1 t['c' .. i] = 1 t['a' .. i] = nil t['c' .. i] = nil", 5000},
        heavy_work{"results_of_functions", "local function f(n) if n == 0 then return end return n, f(n - 1) end",
                   "f(150)", 5000}),
    [](const auto& what) { return what.param.name; });

TEST(script_limits, memory_that_cannot_be_had_costs_a_collection) {
  lua::limits bounds = small_limits();
  bounds.memory = std::size_t{16} << 20U;
  const std::string fill = "local t = {} for i = 1, 50000 do t[i] = { i } end\n";
  EXPECT_EQ(outcome_of(fill + "pcall(string.rep, 'x', 1 << 26)", bounds), "nothing");
  EXPECT_THAT(outcome_of(fill + "for i = 1, 500 do pcall(string.rep, 'x', 1 << 26) end", bounds),
              HasSubstr("ran for too long"));
}

TEST(script_limits, a_string_has_a_greatest_length) {
  lua::limits bounds = small_limits();
  bounds.longest_string = 10'000;
  EXPECT_EQ(outcome_of("local s = ('x'):rep(10000)", bounds), "nothing");
  EXPECT_THAT(outcome_of("local s = ('x'):rep(10001)", bounds), HasSubstr("too much memory"));
}

TEST(script_limits, are_those_of_the_page) {
  const lua::limits reading;
  const lua::limits hooked = lua::hook_limits();
  EXPECT_EQ(reading.instructions, 100'000'000U);
  EXPECT_EQ(hooked.instructions, 20'000'000U);
  EXPECT_EQ(reading.time, std::chrono::seconds(30));
  EXPECT_EQ(hooked.time, std::chrono::seconds(5));
  EXPECT_EQ(reading.memory, std::size_t{256} << 20U);
  EXPECT_EQ(hooked.memory, reading.memory);
  EXPECT_EQ(reading.longest_string, std::size_t{64} << 20U);
  EXPECT_EQ(hooked.longest_string, reading.longest_string);
  EXPECT_THAT(scenario_reference(), HasSubstr("| Lua instructions | 100 million | 20 million |\n"
                                              "| processor time | 30 s | 5 s |\n"
                                              "| memory | 256 MiB | 256 MiB, for all hooks of the server |\n"
                                              "| the longest string | 64 MiB | 64 MiB |\n"
                                              "| variable arguments of one function | 250 | 250 |\n"));
}

TEST(script_limits, octets_that_are_read_allocated_or_given_back_are_instructions) {
  lua::budget account{lua::limits()};
  account.spend_octets(800);
  EXPECT_EQ(account.spent(), 100U) << "8 octets read";
  void* const block = account.reallocate(nullptr, 0, 6400, false);
  EXPECT_EQ(account.spent(), 200U) << "64 octets allocated";
  EXPECT_EQ(account.reallocate(block, 6400, 0, false), nullptr);
  EXPECT_EQ(account.spent(), 300U) << "64 octets given back";
}

TEST(script_limits, an_element_of_a_table_is_four_instructions) {
  // Of 5 million instructions these are 4.48 million, and 5.04 million.
  const std::string joined = "local t = {} for i = 1, 20000 do t[i] = '' end for _ = 1, TIMES do table.concat(t) end";
  const auto times = [&joined](const std::string& number) {
    std::string body = joined;
    return outcome_of(body.replace(body.find("TIMES"), 5, number));
  };
  EXPECT_EQ(times("56"), "nothing");
  EXPECT_THAT(times("63"), HasSubstr("ran for too long"));
}

TEST(script_limits, hold_for_a_file_that_is_read) {
  const auto reading = [](const std::string& body) { return complaint(body + " return scenario {}"); };
  EXPECT_EQ(reading("for _ = 1, 99000000 do end"), "nothing");
  EXPECT_THAT(reading("for _ = 1, 101000000 do end"), HasSubstr("ran for too long"));
  EXPECT_EQ(reading("local s = ('x'):rep(64 << 20)"), "nothing");
  EXPECT_THAT(reading("local s = ('x'):rep((64 << 20) + 1)"), HasSubstr("too much memory"));
  const std::string kept = "do t[i] = ('x'):rep(1 << 20) end";
  EXPECT_EQ(reading("local t = {} for i = 1, 250 " + kept), "nothing");
  EXPECT_THAT(reading("local t = {} for i = 1, 257 " + kept), HasSubstr("too much memory"));
}

TEST(script_limits, an_instruction_counts_for_more_while_a_string_of_4_kib_exists) {
  constexpr std::size_t beside = 25;  // Lua's header and the NUL at the end
  lua::budget account{lua::limits()};
  void* const shorter = account.reallocate(nullptr, 0, 4095 + beside, true);
  EXPECT_EQ(account.instruction_cost(), 1U);
  void* const longer = account.reallocate(nullptr, 0, 4096 + beside, true);
  EXPECT_EQ(account.instruction_cost(), 2U);
  EXPECT_EQ(account.reallocate(longer, 4096 + beside, 0, true), nullptr);
  EXPECT_EQ(account.instruction_cost(), 1U);
  EXPECT_EQ(account.reallocate(shorter, 4095 + beside, 0, true), nullptr);
}

TEST(script_limits, a_function_has_a_greatest_number_of_variable_arguments) {
  const std::string list =
      "local t = {} for i = 1, 300 do t[i] = i end local function f(...) return select('#', ...) end ";
  EXPECT_EQ(outcome_of(list + "f(table.unpack(t, 1, 250))"), "nothing");
  EXPECT_THAT(outcome_of(list + "f(table.unpack(t, 1, 251))"), HasSubstr("at most 250 variable arguments"));
}

TEST(script_limits, time_is_the_last_of_them) {
  lua::limits bounds;
  bounds.time = std::chrono::nanoseconds(0);
  EXPECT_THAT(outcome_of("while true do end", bounds), HasSubstr("ran for too long"));
}

TEST(script_limits, what_ran_for_too_long_cannot_be_caught) {
  EXPECT_THAT(outcome_of("local s = ('x'):rep(1 << 18) while true do pcall(utf8.len, s) end"),
              HasSubstr("ran for too long"));
  EXPECT_THAT(outcome_of("while true do pcall(function() while true do end end) end"), HasSubstr("ran for too long"));
}

TEST(script_limits, a_piece_of_a_message_can_be_looked_at_octet_by_octet) {
  lua::limits bounds;
  bounds.instructions = 20'000'000;
  EXPECT_EQ(outcome_of("local s, n = ('x'):rep(65536), 0 for i = 1, #s do n = n + s:byte(i) end", bounds), "nothing");
}

TEST(script_limits, many_unknown_names_take_no_longer_than_many_known_ones) {
  std::string text = "local t = {}\n";
  for (int number = 0; number < 20'000; ++number) text += "t.a" + std::to_string(number) + " = 1\n";
  lua::limits bounds = small_limits();
  bounds.instructions = 50'000'000;
  EXPECT_EQ(outcome_of(text, bounds), "nothing");
}

TEST(counted_functions, compute_what_the_manual_says) {
  EXPECT_EQ(computed("table.concat({ 1, 2.5, 'x' }, ', ')"), "1, 2.5, x");
  EXPECT_EQ(computed("table.concat({ 'a', 'b', 'c' }, '-', 2, 3) .. table.concat({}) .. table.concat({ 'z' }, nil)"),
            "b-cz");
  EXPECT_EQ(computed("table.concat(t)", "local t = { 'b' } table.insert(t, 'c') table.insert(t, 1, 'a')"), "abc");
  EXPECT_EQ(computed("table.remove(t, 1) .. table.remove(t) .. #t", "local t = { 'a', 'b', 'c' }"), "ac1");
  EXPECT_EQ(computed("table.concat(t, ' ')", "local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end)"),
            "3 2 1");
  EXPECT_EQ(computed("select('#', table.unpack({ 1, 2, 3 }, 2))"), "2");
  EXPECT_EQ(computed("utf8.len('aäb') .. ' ' .. utf8.offset('aäb', 3) .. ' ' .. utf8.len('aäb', -1)"), "3 4 1");
  EXPECT_EQ(computed("tonumber('0x10') + tonumber('z', 36) + (tonumber('no') or 1)"), "52");
  EXPECT_EQ(computed("('Ab'):upper() .. ('Ab'):lower() .. ('Ab'):reverse() .. ('%s'):format('x')"), "ABabbAx");
  EXPECT_EQ(computed("('x'):gsub('x', '%0%0')"), "xx");
}

TEST(counted_functions, complain_as_lua_does) {
  EXPECT_THAT(complaint("table.concat({ {} })"), HasSubstr("invalid value (at index 1) in table for 'concat'"));
  EXPECT_THAT(complaint("table.concat('x')"), HasSubstr("table expected"));
  EXPECT_THAT(complaint("table.insert({}, 5, 'x')"), HasSubstr("position out of bounds"));
  EXPECT_THAT(complaint("table.insert(nil, 'x')"), HasSubstr("bad argument #1 to 'insert'"));
  EXPECT_THAT(complaint("utf8.len()"), HasSubstr("bad argument #1 to 'len'"));
}

}  // namespace
}  // namespace pop3kit::serving
