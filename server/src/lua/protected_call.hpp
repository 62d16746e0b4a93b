#pragma once

#include <exception>
#include <lua.hpp>

namespace pop3kit::serving::lua {

/// Runs `body(lua)`, C++ code that uses Lua's interface, so that a Lua error becomes a status and does not end the
/// program. The C++ build of Lua runs destructors when it unwinds. C++ exceptions of `body` are thrown again here.
/// Returns Lua's status. If it is not LUA_OK, the error value is on the stack.
template <class Body>
int protected_call(lua_State* lua, Body body) {
  struct call {
    Body* body;
    std::exception_ptr thrown;
  };
  call job{&body, nullptr};
  constexpr auto trampoline = [](lua_State* inner) -> int {
    auto& what = *static_cast<call*>(lua_touserdata(inner, 1));
    lua_settop(inner, 0);
    try {
      (*what.body)(inner);
      return 0;
    } catch (const std::exception&) {
      what.thrown = std::current_exception();
    }
    return luaL_error(inner, "interrupted");
  };
  lua_pushcfunction(lua, trampoline);
  lua_pushlightuserdata(lua, &job);
  const int status = lua_pcall(lua, 1, 0, 0);
  if (job.thrown) {
    lua_pop(lua, 1);
    std::rethrow_exception(job.thrown);
  }
  return status;
}

/// A C function for Lua that may throw: C++ exceptions become Lua errors.
template <int (*Function)(lua_State*)>
int guarded(lua_State* lua) {
  try {
    return Function(lua);
  } catch (const std::exception& error) {
    luaL_where(lua, 1);
    lua_pushstring(lua, error.what());
    lua_concat(lua, 2);
  }
  return lua_error(lua);
}

}  // namespace pop3kit::serving::lua
