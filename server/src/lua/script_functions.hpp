#pragma once

#include <string_view>

struct lua_State;

namespace pop3kit::serving::lua {

/// Sets the globals `ok(text)`, `err(text)` and `err(code, text)`, which give status lines, and `sleep "200ms"`, which
/// yields the wait as a number of nanoseconds where it runs in a hook and raises elsewhere. Raises Lua errors.
void open_script_functions(lua_State* lua);

/// False where `line` could not be sent as one line.
[[nodiscard]] bool is_one_line(std::string_view line) noexcept;

}  // namespace pop3kit::serving::lua
