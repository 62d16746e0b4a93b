#include <gmock/gmock.h>

#include <lua.hpp>
#include <random>

#include "lua/library.hpp"
#include "lua/state.hpp"
#include "scenario_text.hpp"
#include "support/octets.hpp"

namespace pop3kit::serving {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Lua with its own string library as `theirs` and ours as `ours`.
class lua_patterns : public ::testing::Test {
 protected:
  lua_patterns() {
    auto* lua = machine_.get();
    luaL_openlibs(lua);
    lua_newtable(lua);
    lua::open_pattern_functions(lua);
    lua_setglobal(lua, "ours");
    const int status = luaL_dostring(lua, R"(
      theirs = string
      local function same(a, b)
        if a.n ~= b.n then return false end
        for i = 1, a.n do if a[i] ~= b[i] then return false end end
        return true
      end
      local function all(list) return function(s, p) local out = table.pack() for a, b in list(s, p) do
        out[#out + 1] = tostring(a) .. "|" .. tostring(b) end out.n = #out return table.unpack(out, 1, out.n) end end
      local calls = {
        function(lib, s, p) return lib.find(s, p) end, function(lib, s, p) return lib.match(s, p, 2) end,
        function(lib, s, p) return lib.gsub(s, p, "<%0>") end, function(lib, s, p) return lib.gsub(s, p, "%1", 2) end,
        function(lib, s, p) return all(lib.gmatch)(s, p) end,
      }
      function compare(s, p)
        for number, call in ipairs(calls) do
          local mine = table.pack(pcall(call, ours, s, p))
          local other = table.pack(pcall(call, theirs, s, p))
          if mine[1] ~= other[1] or (mine[1] and not same(mine, other)) then
            return ("%q %q call %d: %s %s %s, not %s %s %s"):format(s, p, number, mine[1], mine[2], mine[3],
                                                                  other[1], other[2], other[3])
          end
        end
      end)");
    EXPECT_EQ(status, LUA_OK) << lua::message_at(lua, -1);
  }

  /// Empty if both agree.
  std::string difference(const std::string& subject, const std::string& pattern) {
    auto* lua = machine_.get();
    lua_getglobal(lua, "compare");
    lua_pushlstring(lua, subject.data(), subject.size());
    lua_pushlstring(lua, pattern.data(), pattern.size());
    EXPECT_EQ(lua_pcall(lua, 2, 1, 0), LUA_OK) << lua::message_at(lua, -1);
    auto out = lua_isnil(lua, -1) ? std::string{} : lua::message_at(lua, -1);
    lua_pop(lua, 1);
    machine_.account().refill();
    return out;
  }

  lua::state machine_;
};

TEST_F(lua_patterns, mean_what_the_manual_says) {
  const std::pair<const char*, const char*> trials[] = {{"hello world", "o w"},
                                                        {"hello", "l+"},
                                                        {"hello", "^h"},
                                                        {"hello", "o$"},
                                                        {"  trim  ", "^%s*(.-)%s*$"},
                                                        {"key = value", "(%w+) = (%w+)"},
                                                        {"f(a(b)c)d", "%b()"},
                                                        {"THE (quick) fox", "%f[%a]%a+"},
                                                        {"abcabc", "(abc)%1"},
                                                        {"a.b", "a%.b"},
                                                        {"x]y", "[]]"},
                                                        {"x^y", "[%^]"},
                                                        {"a-z", "[a%-z]+"},
                                                        {"a-z", "[a-]+"},
                                                        {"abc", "()b()"},
                                                        {"aaa", "a-b"},
                                                        {"aaab", "a-b"},
                                                        {"", ".*"},
                                                        {"abc", ""},
                                                        {"a$b", "a$b"},
                                                        {"2024-01-02", "(%d+)-(%d+)-(%d+)"},
                                                        {"\xff\x80", "[\x80-\xff]+"},
                                                        {"abc", "(a(b)(c))"},
                                                        {"aXb", "%u"},
                                                        {"a,b,,c", "([^,]*)"},
                                                        {"alo", "a?b?"},
                                                        {"x", "["},
                                                        {"x", "[^"},
                                                        {"x", "%"},
                                                        {"x", "(x"},
                                                        {"x", "x)"},
                                                        {"x", "%b"},
                                                        {"x", "%f"},
                                                        {"xx", "%1"},
                                                        {"[x]", "[[]x[]]"},
                                                        {"a\nb", "[^\n]+"}};
  for (const auto& [subject, pattern] : trials) EXPECT_EQ(difference(subject, pattern), "");
}

TEST_F(lua_patterns, mean_the_same_as_those_of_the_library) {
  std::mt19937_64 engine{20240101};
  for (int time = 0; time < 20'000; ++time) {
    const auto subject = pop3kit::testing::random_octets(engine, "aab]%1-", engine() % 9);
    const auto pattern = pop3kit::testing::random_octets(engine, "ab.%%[]^$*+-?()1fwbA", engine() % 8);
    ASSERT_EQ(difference(subject, pattern), "");
  }
}

TEST_F(lua_patterns, stop_when_they_take_too_long) {
  EXPECT_THAT(complaint("local x = ('a'):rep(5000):find(('a-'):rep(20) .. 'b')"),
              HasSubstr("t.lua:1: the script ran for too long"));
  EXPECT_THAT(complaint("local x = ('a'):rep(1000000):gsub('a-b', '')"), HasSubstr("ran for too long"));
}

/// A single step may walk over a whole text.
TEST_F(lua_patterns, count_the_octets_that_a_step_walks_over) {
  const std::string long_text = "local long = ('b'):rep(200000) ";
  EXPECT_THAT(complaint(long_text + "local set = '[' .. long .. ']' for i = 1, 1000 do ('a'):match(set) end"),
              HasSubstr("ran for too long"));
  EXPECT_THAT(complaint(long_text + "local open = '(' .. long for i = 1, 1000 do open:match('^%b()') end"),
              HasSubstr("ran for too long"));
  const std::string balanced = long_text + "local twice = ('(' .. long .. ')'):rep(2) for i = 1, 400 do ";
  EXPECT_THAT(complaint(balanced + "twice:match('^(%b())%1') end"), HasSubstr("ran for too long"));
  EXPECT_THAT(complaint(balanced + "twice:match('^(%b())') end"), Not(HasSubstr("ran for too long")));
}

TEST_F(lua_patterns, find_plain_text_in_time_that_grows_with_the_subject_alone) {
  EXPECT_THAT(complaint("local a = ('a'):rep(100000) local b = a:rep(2):find(a .. 'b', 1, true)"),
              Not(HasSubstr("ran for too long")));
  EXPECT_THAT(complaint("local a = ('a'):rep(1000000) for i = 1, 1000 do a:find('b', 1, true) end"),
              HasSubstr("ran for too long"));
}

TEST_F(lua_patterns, cannot_make_a_text_without_bound) {
  EXPECT_THAT(complaint("local x = ('a'):rep(1000000):gsub('a', ('b'):rep(1000000))"), HasSubstr("too large"));
  // One match, of which a short replacement asks for a long text.
  EXPECT_THAT(complaint("local x = ('a'):rep(1000000):gsub('.*', ('%0'):rep(1000000))"), HasSubstr("too large"));
  EXPECT_THAT(complaint("local x = ('a'):rep(1000000):gsub('(.*)', ('%1'):rep(1000000))"), HasSubstr("too large"));
}

TEST_F(lua_patterns, replace_by_table_and_function) {
  auto* lua = machine_.get();
  const int status = luaL_dostring(lua, R"lua(
    assert(ours.gsub("$name is $age", "%$(%w+)", { name = "Ada", age = 36 }) == "Ada is 36")
    assert(ours.gsub("abc", "%w", function(c) if c ~= "b" then return c:upper() end end) == "AbC")
    assert(not pcall(ours.gsub, "abc", "b", function() return {} end))
    assert(not pcall(ours.gsub, "abc", "b", "%2"))
    assert(not pcall(ours.gsub, "abc", "b", "%x"))
    assert(not pcall(ours.gsub, "abc", "b"))
    assert(select(2, pcall(ours.gsub, "abc", "b", function() error("inside", 0) end)) == "inside"))lua");
  EXPECT_EQ(status, LUA_OK) << lua::message_at(lua, -1);
}

}  // namespace
}  // namespace pop3kit::serving
