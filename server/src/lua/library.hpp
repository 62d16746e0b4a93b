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

/// Replaces `find`, `match`, `gmatch` and `gsub` in the string library at the top of the stack by ones whose work is
/// counted against the script's budget. Raises Lua errors.
void open_pattern_functions(lua_State* lua);

/// `pairs` for scripts: numbers first, then strings, then booleans, each in order, whatever the table's own order,
/// which differs from run to run. Keys that have no order are refused. Visits the keys that the table has when it is
/// called.
int sorted_pairs(lua_State* lua);

}  // namespace pop3kit::serving::lua
