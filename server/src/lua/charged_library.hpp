#pragma once

struct lua_State;

namespace pop3kit::serving::lua {

// The count of instructions does not see what the functions of Lua's library do. These replace the functions whose work
// grows with the octets or the elements that they are given by ones that count this work against the script's budget
// first. What they pass, return and allocate is counted elsewhere: see state.hpp. All raise errors of Lua.

/// In the table of the base library at the top of the stack.
void charge_base_functions(lua_State* lua);
void charge_string_functions(lua_State* lua);
void charge_table_functions(lua_State* lua);
void charge_utf8_functions(lua_State* lua);

}  // namespace pop3kit::serving::lua
