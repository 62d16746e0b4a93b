#pragma once

struct lua_State;

namespace pop3kit::serving::lua {

// Lua's count of instructions does not include the work of its library functions. The functions here replace those
// whose work grows with the octets or elements of their arguments. They first count this work against the script's
// budget. Work for arguments, results and memory is counted elsewhere: see state.hpp. All functions raise Lua errors.

/// Replaces functions in the table of the base library at the top of the stack.
void charge_base_functions(lua_State* lua);
void charge_string_functions(lua_State* lua);
void charge_table_functions(lua_State* lua);
void charge_utf8_functions(lua_State* lua);

/// Replaces `find`, `match`, `gmatch` and `gsub` in the string library at the top of the stack with functions that
/// count their work against the script's budget. Raises Lua errors.
void open_pattern_functions(lua_State* lua);

/// Implements `pairs` for scripts: numbers first, then strings, then booleans, each in order. The table's own order
/// would differ between runs. Keys without an order are refused. Visits the keys that the table has at the call.
int sorted_pairs(lua_State* lua);

}  // namespace pop3kit::serving::lua
