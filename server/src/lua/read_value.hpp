#pragma once

#include "lua/source_map.hpp"
#include "lua/value.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Pushes the function that the chunk of a marked source needs: it remembers which constructor made which table.
void push_marker(lua_State* lua);

/// The value at the top of the stack, and all that it holds, as plain values with lines; pops it. `line` is where it
/// stands. Throws `problem` for what no scenario can mean: tables in themselves, keys that are no names. Raises Lua
/// errors.
[[nodiscard]] value read_value(lua_State* lua, const source_map& map, int line);

}  // namespace pop3kit::serving::lua
