#pragma once

#include <cstdint>
#include <optional>

#include "scenario/hooks.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// What a hook asks its session for. A script function yields this as a number, then what belongs to it; whoever runs
/// the hook does it and goes on.
enum class hook_request : std::uint8_t {
  none,
  sleep,      ///< nanoseconds
  send,       ///< octets
  read_line,  ///< nanoseconds, or nothing for as long as it takes; brings a line, or nil
  answer,
  hold,     ///< the name of a gate
  release,  ///< the name of a gate
};

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
