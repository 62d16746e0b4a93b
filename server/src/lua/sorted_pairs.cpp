#include "lua/library.hpp"

#include <algorithm>
#include <bit>
#include <lua.hpp>
#include <memory>
#include <span>
#include <string_view>

#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

struct key {
  int type = LUA_TNIL;
  bool integer = false;
  lua_Integer whole = 0;
  lua_Number real = 0;
  std::string_view text;  // a view of Lua's own string, which the table keeps
};

bool before(const key& left, const key& right) {
  if (left.type != right.type) {
    const auto rank = [](int type) { return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2; };
    return rank(left.type) < rank(right.type);
  }
  if (left.type == LUA_TSTRING) return left.text < right.text;
  if (left.integer && right.integer) return left.whole < right.whole;
  return left.real < right.real;
}

key key_at_top(lua_State* lua) {
  key found;
  found.type = lua_type(lua, -1);
  if (found.type == LUA_TNUMBER) {
    found.integer = lua_isinteger(lua, -1) != 0;
    found.whole = lua_tointeger(lua, -1);
    found.real = lua_tonumber(lua, -1);
  } else if (found.type == LUA_TSTRING) {
    std::size_t length = 0;
    const char* text = lua_tolstring(lua, -1, &length);
    found.text = {text, length};
  } else if (found.type == LUA_TBOOLEAN) {
    found.integer = true;
    found.whole = lua_toboolean(lua, -1);
  } else {
    luaL_error(lua, "pairs: a %s as a key has no order", lua_typename(lua, found.type));
  }
  return found;
}

/// The cost of a walk depends on the capacity of the table, including unused entries.
void charge_walk(lua_State* lua) {
  if (budget_of(lua).spend_table_walk()) luaL_error(lua, ran_too_long);
}

std::size_t count_keys(lua_State* lua) {
  std::size_t count = 0;
  charge_walk(lua);
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    ++count;
  }
  const auto comparisons = count * static_cast<std::size_t>(std::bit_width(count));
  charge(lua, comparisons * (1 + budget_of(lua).instruction_cost()));
  return count;
}

/// Returns the keys of the table at index 1, in memory of Lua that stays on the stack.
std::span<key> take_keys(lua_State* lua) {
  const std::size_t count = count_keys(lua);
  auto* const keys = static_cast<key*>(lua_newuserdatauv(lua, std::max<std::size_t>(count, 1) * sizeof(key), 0));
  std::size_t taken = 0;
  charge_walk(lua);
  lua_pushnil(lua);
  while (lua_next(lua, 1) != 0) {
    lua_pop(lua, 1);
    std::construct_at(keys + taken, key_at_top(lua));
    ++taken;
  }
  return {keys, count};
}

void push(lua_State* lua, const key& what) {
  if (what.type == LUA_TSTRING) {
    lua_pushlstring(lua, what.text.data(), what.text.size());
  } else if (what.type == LUA_TBOOLEAN) {
    lua_pushboolean(lua, static_cast<int>(what.whole));
  } else if (what.integer) {
    lua_pushinteger(lua, what.whole);
  } else {
    lua_pushnumber(lua, what.real);
  }
}

/// Upvalues: the table, its keys in order, and how many were visited.
int next_pair(lua_State* lua) {
  auto done = lua_tointeger(lua, lua_upvalueindex(3));
  do {
    lua_settop(lua, 0);
    if (lua_rawgeti(lua, lua_upvalueindex(2), ++done) == LUA_TNIL) return 1;
    lua_pushvalue(lua, -1);
  } while (lua_rawget(lua, lua_upvalueindex(1)) == LUA_TNIL);
  lua_pushinteger(lua, done);
  lua_replace(lua, lua_upvalueindex(3));
  return 2;
}

}  // namespace

int sorted_pairs(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  lua_settop(lua, 1);
  const std::span<key> keys = take_keys(lua);
  std::ranges::sort(keys, &before);
  lua_pushvalue(lua, 1);
  lua_createtable(lua, static_cast<int>(keys.size()), 0);
  for (std::size_t index = 0; index < keys.size(); ++index) {
    push(lua, keys[index]);
    lua_rawseti(lua, -2, static_cast<lua_Integer>(index) + 1);
  }
  lua_pushinteger(lua, 0);
  lua_pushcclosure(lua, &next_pair, 3);
  return 1;
}

}  // namespace pop3kit::serving::lua
