#pragma once

#include "lua/script.hpp"
#include "lua/state.hpp"
#include "lua/value.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Runs the script in a temporary state, and returns the table that it passed to `scenario`. `math.random` draws from
/// the scenario's seed, so a script that draws may run twice. Throws `problem`.
[[nodiscard]] value evaluate(const script& what, const limits& bounds = limits());

/// Runs the script in `lua`, in which the library is open, and leaves its scenario's table on the stack. Throws
/// `problem`. The caller must catch Lua errors.
void run_for_table(lua_State* lua, const script& what);

}  // namespace pop3kit::serving::lua
