#include "lua/script_functions.hpp"

#include <lua.hpp>
#include <string>

#include "lua/hook_objects.hpp"
#include "lua/protected_call.hpp"
#include "rules/gates.hpp"
#include "scenario/units.hpp"
#include "text/ascii.hpp"
#include "wire/status_line.hpp"

namespace pop3kit::serving::lua {
namespace {

std::string_view check_line(lua_State* lua, int index) {
  std::size_t length = 0;
  const char* text = luaL_checklstring(lua, index, &length);
  const std::string_view line{text, length};
  if (!is_one_line(line)) luaL_argerror(lua, index, "a status line cannot contain CR, LF or NUL");
  return line;
}

/// Pushes the line that `wire` made, without its line end.
int push_line(lua_State* lua, std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  lua_pushlstring(lua, line.data(), line.size());
  return 1;
}

int ok(lua_State* lua) {
  std::string line;
  wire::append_ok(line, lua_isnoneornil(lua, 1) ? std::string_view{} : check_line(lua, 1));
  return push_line(lua, line);
}

int err(lua_State* lua) {
  const bool coded = lua_gettop(lua) > 1;
  const auto first = check_line(lua, 1);
  std::string line;
  wire::append_err(line, coded ? first : std::string_view{}, coded ? check_line(lua, 2) : first);
  return push_line(lua, line);
}

int sleep(lua_State* lua) {
  if (lua_isyieldable(lua) == 0) return luaL_error(lua, "sleep can only be used in hooks");
  std::size_t length = 0;
  const char* text = luaL_checklstring(lua, 1, &length);
  const auto wait = parse_duration({text, length});
  if (!wait) return luaL_error(lua, "sleep: %s", wait.error().c_str());
  lua_settop(lua, 0);
  lua_pushinteger(lua, static_cast<lua_Integer>(hook_request::sleep));
  lua_pushinteger(lua, wait->count());
  return lua_yield(lua, 2);
}

/// Yields a request about a gate.
int ask_of_gate(lua_State* lua, hook_request request) {
  if (lua_isyieldable(lua) == 0) return luaL_error(lua, "gates can only be used in hooks");
  std::size_t length = 0;
  luaL_checklstring(lua, 1, &length);
  if (length > gates::longest_name) luaL_argerror(lua, 1, "the name of a gate has at most 256 octets");
  lua_settop(lua, 1);
  lua_pushinteger(lua, static_cast<lua_Integer>(request));
  lua_insert(lua, 1);
  return lua_yield(lua, 2);
}

int hold(lua_State* lua) {
  return ask_of_gate(lua, hook_request::hold);
}

int release(lua_State* lua) {
  return ask_of_gate(lua, hook_request::release);
}

}  // namespace

void open_script_functions(lua_State* lua) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  constexpr luaL_Reg functions[] = {{"ok", &guarded<&ok>},           {"err", &guarded<&err>},
                                    {"sleep", &guarded<&sleep>},     {"hold", &guarded<&hold>},
                                    {"release", &guarded<&release>}, {nullptr, nullptr}};
  luaL_setfuncs(lua, functions, 0);
  lua_pop(lua, 1);
}

bool is_one_line(std::string_view line) noexcept {
  return !text::breaks_line(line);
}

}  // namespace pop3kit::serving::lua
