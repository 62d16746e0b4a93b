#pragma once

struct lua_State;

namespace pop3kit::serving::lua {

/// Replaces `find`, `match`, `gmatch` and `gsub` in the string library at the top of the stack by ones whose work is
/// counted against the script's budget. Raises Lua errors.
void open_pattern_functions(lua_State* lua);

}  // namespace pop3kit::serving::lua
