#pragma once

#include "lua/random.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Where `math.random` draws from: whoever runs a script points it at the stream that the script shall have.
struct dice {
  random* current = nullptr;
};

/// Gives a new state the library that scripts may use: what works on values. No files, no processes, no loading of
/// code, no output, no metatables, no coroutines of their own. `math.random` is seeded, and `pairs` goes in the order
/// of the keys, so a script does the same at every run. An unknown global name is an error that names the nearest one.
/// Raises Lua errors.
void open_sandbox(lua_State* lua, dice& randomness);

}  // namespace pop3kit::serving::lua
