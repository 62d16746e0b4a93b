#include "lua/library.hpp"

#include <algorithm>
#include <bit>
#include <initializer_list>
#include <lua.hpp>

#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

/// The cost of reading or writing one element of a table from C, in instructions.
constexpr std::uint64_t an_element = 4;
constexpr std::uint64_t most_elements = 1'000'000'000;

/// Calls the replaced function within the same call, so that its errors name the function that the script called.
int call_original(lua_State* lua) {
  return lua_tocfunction(lua, lua_upvalueindex(1))(lua);
}

std::size_t length_of(lua_State* lua, int index) {
  return lua_type(lua, index) == LUA_TSTRING ? static_cast<std::size_t>(lua_rawlen(lua, index)) : 0;
}

/// Counts one reading of each string argument.
int walk_strings(lua_State* lua) {
  for (int index = 1; index <= lua_gettop(lua); ++index) charge_octets(lua, length_of(lua, index));
  return call_original(lua);
}

/// Returns a position in a string as Lua counts it: from 1, or negative from the end.
lua_Integer place_in(lua_State* lua, int index, lua_Integer initial, std::size_t length) {
  const auto given = luaL_optinteger(lua, index, initial);
  const auto size = static_cast<lua_Integer>(length);
  return given >= 0 ? std::min(given, size) : std::max<lua_Integer>(size + 1 + given, 0);
}

/// utf8.len(text, first, last)
int walk_range(lua_State* lua) {
  const std::size_t length = length_of(lua, 1);
  const auto first = place_in(lua, 2, 1, length);
  const auto last = place_in(lua, 3, -1, length);
  if (last > first) charge_octets(lua, static_cast<std::size_t>(last - first));
  return call_original(lua);
}

/// string.byte(text, first, last) and utf8.codepoint(text, first, last) return one value for each octet or character.
int return_range(lua_State* lua) {
  const std::size_t length = length_of(lua, 1);
  const auto first = place_in(lua, 2, 1, length);
  const auto last = place_in(lua, 3, first, length);
  if (last > first) charge(lua, static_cast<std::uint64_t>(last - first));
  return call_original(lua);
}

/// table.insert(list, place, value) and table.remove(list, place) move all later elements.
int move_elements(lua_State* lua) {
  const bool places = lua_istable(lua, 1) != 0 && lua_isinteger(lua, 2) != 0;
  if (places) {
    const auto size = lua_rawlen(lua, 1);
    const auto place = static_cast<lua_Unsigned>(lua_tointeger(lua, 2));
    if (place <= size) charge(lua, (size - place + 1) * an_element);
  }
  return call_original(lua);
}

int insert(lua_State* lua) {
  return lua_gettop(lua) == 3 ? move_elements(lua) : call_original(lua);
}

int sort(lua_State* lua) {
  if (lua_istable(lua, 1) != 0) {
    const auto size = lua_rawlen(lua, 1);
    const auto comparisons = 2 * size * static_cast<lua_Unsigned>(std::bit_width(size));
    charge(lua, comparisons * (an_element + budget_of(lua).instruction_cost()));
  }
  return call_original(lua);
}

int unpack(lua_State* lua) {
  const auto first = luaL_optinteger(lua, 2, 1);
  const auto last = lua_isnoneornil(lua, 3) ? luaL_len(lua, 1) : luaL_checkinteger(lua, 3);
  if (last >= first) {
    const auto count = static_cast<lua_Unsigned>(last) - static_cast<lua_Unsigned>(first) + 1;
    charge(lua, std::min<lua_Unsigned>(count, most_elements) * an_element);
  }
  return call_original(lua);
}

/// Works like table.concat, and counts each element.
int concat(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_optlstring(lua, 2, "", nullptr);
  const auto first = luaL_optinteger(lua, 3, 1);
  const auto last = luaL_optinteger(lua, 4, luaL_len(lua, 1));
  lua_settop(lua, 2);
  if (lua_isnil(lua, 2)) {
    lua_pushliteral(lua, "");
    lua_replace(lua, 2);
  }
  luaL_Buffer out;
  luaL_buffinit(lua, &out);
  for (auto at = first; at <= last; ++at) {
    charge(lua, an_element);
    lua_geti(lua, 1, at);
    if (lua_isstring(lua, -1) == 0) {
      return luaL_error(lua, "invalid value (at index %I) in table for 'concat'", static_cast<LUAI_UACINT>(at));
    }
    luaL_addvalue(&out);
    if (at == last) break;  // before `at` overflows
    lua_pushvalue(lua, 2);
    luaL_addvalue(&out);
  }
  luaL_pushresult(&out);
  return 1;
}

struct replacement {
  const char* name;
  lua_CFunction function;
};

/// Replaces functions in the table at the top of the stack.
void replace(lua_State* lua, std::initializer_list<replacement> all) {
  for (const auto& [name, function] : all) {
    lua_getfield(lua, -1, name);
    lua_pushcclosure(lua, function, 1);
    lua_setfield(lua, -2, name);
  }
}

}  // namespace

void charge_base_functions(lua_State* lua) {
  replace(lua, {{"tonumber", &walk_strings}});
}

void charge_string_functions(lua_State* lua) {
  replace(lua, {{"byte", &return_range},
                {"format", &walk_strings},
                {"lower", &walk_strings},
                {"reverse", &walk_strings},
                {"upper", &walk_strings}});
}

void charge_table_functions(lua_State* lua) {
  replace(lua,
          {{"concat", &concat}, {"insert", &insert}, {"remove", &move_elements}, {"sort", &sort}, {"unpack", &unpack}});
}

void charge_utf8_functions(lua_State* lua) {
  replace(lua, {{"codepoint", &return_range}, {"len", &walk_range}, {"offset", &walk_strings}});
}

}  // namespace pop3kit::serving::lua
