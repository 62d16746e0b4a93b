#pragma once

#include <string_view>

struct lua_State;

namespace pop3kit::serving::lua {

/// Sets the globals `ok(text)`, `err(text)` and `err(code, text)`, which return status lines, and `sleep "200ms"`. In a
/// hook, `sleep` yields the wait as a number of nanoseconds; elsewhere it raises an error. Raises Lua errors.
void open_script_functions(lua_State* lua);

/// Returns true if `line` can be sent as one line.
[[nodiscard]] bool is_one_line(std::string_view line) noexcept;

}  // namespace pop3kit::serving::lua
