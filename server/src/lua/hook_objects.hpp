#pragma once

#include <optional>

#include "scenario/hooks.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// Prepares a state for the functions below. Raises Lua errors.
void open_hook_objects(lua_State* lua);

/// Pushes the `session` that a hook gets, with the table at the top for its `state`. It must be let go of before
/// `session` ends.
void push_session(lua_State* lua, hook_session& session);
/// The object at `index` will raise from now on.
void end_session(lua_State* lua, int index);

/// Pushes the `command` that a hook gets.
void push_command(lua_State* lua, const hook_command& command);

/// What the value at `index`, returned by a hook, decides; nothing where it decides nothing.
[[nodiscard]] std::optional<hook_verdict> verdict_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
