#pragma once

struct lua_State;

namespace pop3kit::serving::lua {

/// `pairs` for scripts: numbers first, then strings, then booleans, each in order, whatever the table's own order,
/// which differs from run to run. Keys that have no order are refused. Visits the keys that the table has when it is
/// called.
int sorted_pairs(lua_State* lua);

}  // namespace pop3kit::serving::lua
