#include "lua/sandbox.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <lua.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lua/library.hpp"
#include "lua/protected_call.hpp"
#include "lua/state.hpp"
#include "scenario/nearest.hpp"

namespace pop3kit::serving::lua {
namespace {

int finish_pcall(lua_State* lua, int status, lua_KContext /*context*/) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(lua);  // the leading `true` included
  if (budget_of(lua).exhausted()) {                                     // this error cannot be caught
    return status == LUA_ERRMEM ? luaL_error(lua, ran_too_long) : lua_error(lua);
  }
  lua_pushboolean(lua, 0);
  lua_insert(lua, -2);
  return 2;
}

int pcall(lua_State* lua) {
  luaL_checkany(lua, 1);
  lua_pushboolean(lua, 1);
  lua_insert(lua, 1);
  return finish_pcall(lua, lua_pcallk(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0, 0, &finish_pcall), 0);
}

/// Leaves out addresses, which differ between runs.
int to_string(lua_State* lua) {
  luaL_checkany(lua, 1);
  const int type = lua_type(lua, 1);
  if (type == LUA_TTABLE || type == LUA_TFUNCTION || type == LUA_TUSERDATA) {
    lua_pushstring(lua, lua_typename(lua, type));
  } else {
    luaL_tolstring(lua, 1, nullptr);
  }
  return 1;
}

/// Lua's own function does not end for an empty string and a large number.
int repeat(lua_State* lua) {
  std::size_t length = 0;
  std::size_t separator_length = 0;
  const char* text = luaL_checklstring(lua, 1, &length);
  const auto times = luaL_checkinteger(lua, 2);
  const char* separator = luaL_optlstring(lua, 3, "", &separator_length);
  if (times <= 0 || length + separator_length == 0) {
    lua_pushliteral(lua, "");
    return 1;
  }
  constexpr std::size_t most = std::size_t{1} << 32U;
  const auto count = static_cast<std::size_t>(times);
  if (count > most / (length + separator_length)) return luaL_error(lua, "resulting string too large");
  const auto total = count * (length + separator_length) - separator_length;
  luaL_Buffer buffer;
  char* out = luaL_buffinitsize(lua, &buffer, total);
  std::memcpy(out, text, length);
  if (count > 1) std::memcpy(out + length, separator, separator_length);
  for (std::size_t done = length + (count > 1 ? separator_length : 0); done < total;) {
    const auto more = std::min(done, total - done);  // copies what is there already
    std::memcpy(out + done, out, more);
    done += more;
  }
  luaL_pushresultsize(&buffer, total);
  return 1;
}

int draw(lua_State* lua) {
  auto& stream = *static_cast<dice*>(lua_touserdata(lua, lua_upvalueindex(1)))->current;
  if (lua_gettop(lua) == 0) {
    lua_pushnumber(lua, std::ldexp(static_cast<lua_Number>(stream.next() >> 11U), -53));
    return 1;
  }
  const auto low = lua_gettop(lua) == 1 ? 1 : luaL_checkinteger(lua, 1);
  const auto high = luaL_checkinteger(lua, lua_gettop(lua) == 1 ? 1 : 2);
  if (low > high) return luaL_error(lua, "math.random: the interval is empty");
  const auto width = static_cast<lua_Unsigned>(high) - static_cast<lua_Unsigned>(low) + 1;  // 0: all numbers
  const auto drawn = width == 0 ? stream.next() : stream.next() % width;
  lua_pushinteger(lua, static_cast<lua_Integer>(static_cast<lua_Unsigned>(low) + drawn));
  return 1;
}

std::vector<std::string_view> string_keys(lua_State* lua, int table) {
  std::vector<std::string_view> keys;
  lua_pushnil(lua);
  while (lua_next(lua, table) != 0) {
    lua_pop(lua, 1);
    if (lua_type(lua, -1) == LUA_TSTRING) keys.emplace_back(lua_tostring(lua, -1));
  }
  std::ranges::sort(keys);
  return keys;
}

/// The __index of the globals: using an undefined name is an error.
int unknown_name(lua_State* lua) {
  constexpr auto withheld =
      std::to_array<std::string_view>({"io",           "os",         "require",   "package",        "debug",
                                       "load",         "loadstring", "loadfile",  "dofile",         "print",
                                       "warn",         "next",       "coroutine", "collectgarbage", "setmetatable",
                                       "getmetatable", "rawget",     "rawset",    "rawequal",       "rawlen",
                                       "xpcall",       "_G"});
  constexpr std::size_t longest_name = 64;
  const std::string name = message_at(lua, 2).substr(0, longest_name);
  if (std::ranges::find(withheld, name) != withheld.end()) {
    return luaL_error(lua, "'%s' is not available in scenarios", name.c_str());
  }
  const auto keys = string_keys(lua, 1);
  const auto hint = nearest(name, keys) ? did_you_mean(name, keys) : std::string{};
  return luaL_error(lua, "unknown name '%s'%s", name.c_str(), hint.c_str());
}

/// Copies fields from the table at the top of the stack to the one below it.
void copy_fields(lua_State* lua, std::initializer_list<const char*> names) {
  for (const auto* name : names) {
    lua_getfield(lua, -1, name);
    lua_setfield(lua, -3, name);
  }
}

void open_base(lua_State* lua) {
  luaL_requiref(lua, "_G", &luaopen_base, 0);
  copy_fields(lua, {"assert", "error", "ipairs", "select", "tonumber", "type"});
  lua_pop(lua, 1);
  constexpr luaL_Reg own[] = {
      {"pcall", &pcall}, {"tostring", &to_string}, {"pairs", &guarded<&sorted_pairs>}, {nullptr, nullptr}};
  luaL_setfuncs(lua, own, 0);
  charge_base_functions(lua);
}

/// Opens a library under its name, and removes the functions that scripts must not have.
void open_library(lua_State* lua, const char* name, lua_CFunction open, std::initializer_list<const char*> withheld) {
  luaL_requiref(lua, name, open, 0);
  for (const auto* function : withheld) {
    lua_pushnil(lua);
    lua_setfield(lua, -2, function);
  }
  lua_pushvalue(lua, -1);
  lua_setfield(lua, -3, name);
}

}  // namespace

void open_sandbox(lua_State* lua, dice& randomness) {
  lua_newtable(lua);
  open_base(lua);
  open_library(lua, "string", &luaopen_string, {"dump", "pack", "packsize", "unpack"});
  lua_pushcfunction(lua, &repeat);
  lua_setfield(lua, -2, "rep");
  charge_string_functions(lua);
  open_pattern_functions(lua);
  lua_pop(lua, 1);
  open_library(lua, "table", &luaopen_table, {"move"});
  charge_table_functions(lua);
  lua_pop(lua, 1);
  open_library(lua, "utf8", &luaopen_utf8, {});
  charge_utf8_functions(lua);
  lua_pop(lua, 1);
  open_library(lua, "math", &luaopen_math, {"randomseed"});
  lua_pushlightuserdata(lua, &randomness);
  lua_pushcclosure(lua, &draw, 1);
  lua_setfield(lua, -2, "random");
  lua_pop(lua, 1);
  lua_newtable(lua);
  lua_pushcfunction(lua, &guarded<&unknown_name>);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);
  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

}  // namespace pop3kit::serving::lua
