#pragma once

#include "lua/source_map.hpp"
#include "lua/value.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Pushes the function that the chunk of a marked source needs. It records which constructor made each table.
void push_marker(lua_State* lua);

/// Converts the value at the top of the stack, with all that it contains, to plain values with lines, and pops it.
/// `line` is the value's line. Throws `problem` for values that no scenario can use: tables that contain themselves,
/// and keys that are not names. Raises Lua errors.
[[nodiscard]] value read_value(lua_State* lua, const source_map& map, int line);

}  // namespace pop3kit::serving::lua
