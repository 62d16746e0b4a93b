#pragma once

#include <cstdint>
#include <optional>

#include "scenario/hooks.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// A request of a hook to its session. A script function yields its number, then its argument. The runner of the hook
/// carries it out and resumes the hook.
enum class hook_request : std::uint8_t {
  none,
  sleep,      ///< nanoseconds
  send,       ///< octets
  read_line,  ///< nanoseconds, or nothing for no limit; returns a line, or nil
  answer,
  hold,     ///< the name of a gate
  release,  ///< the name of a gate
};

/// Prepares a state for the functions below. Raises Lua errors.
void open_hook_objects(lua_State* lua);

/// Pushes the `session` argument of a hook. The table at the top of the stack becomes its `state`. Call end_session()
/// before `session` is destroyed.
void push_session(lua_State* lua, hook_session& session);
/// Makes the object at `index` raise an error at each use.
void end_session(lua_State* lua, int index);

/// Pushes the `command` argument of a hook.
void push_command(lua_State* lua, const hook_command& command);

/// Returns the decision in the value at `index`, which a hook returned. Returns nothing if it is not a decision.
[[nodiscard]] std::optional<hook_verdict> verdict_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
