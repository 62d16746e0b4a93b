#pragma once

#include "lua/script.hpp"
#include "lua/state.hpp"
#include "lua/value.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Runs the script in a state of its own, which ends with it, and takes over the table that it handed to `scenario`.
/// `math.random` draws from the seed that the scenario names, so a script that draws may be run twice. Throws
/// `problem`.
[[nodiscard]] value evaluate(const script& what, const limits& bounds = limits());

/// Runs the script in `lua`, where the library is open, and leaves its scenario's table on the stack. Throws `problem`;
/// call it where Lua errors are caught.
void run_for_table(lua_State* lua, const script& what);

}  // namespace pop3kit::serving::lua
