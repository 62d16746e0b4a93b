#include "lua/constructors.hpp"

#include <array>
#include <lua.hpp>
#include <string>

namespace pop3kit::serving::lua {
namespace {

constexpr const char* metatable = "pop3kit.constructed";

constexpr std::array<constructor_info, 10> constructors{{
    {constructor::scenario, "scenario", true, false, "A scenario file ends with `return scenario { ... }`."},
    {constructor::eml, "eml", false, true,
     "A message from a file. LF becomes CRLF, and the last line gets an end if it has none."},
    {constructor::mbox, "mbox", false, true,
     "The messages of an mbox file (RFC 4155). One `>` is removed from quoted From lines."},
    {constructor::maildir, "maildir", false, true,
     "The messages in `cur` and `new` of a Maildir, in the order of their file names."},
    {constructor::text, "text", false, true,
     "A whole message as a string, with header and body. LF becomes CRLF, as in a file."},
    {constructor::message, "message", true, true,
     "A message made from its parts: header fields are encoded and folded, bodies and attachments become MIME parts."},
    {constructor::generate, "generate", true, true,
     "Any number of messages of an exact size. They are made from the seed when they are read, and never "
     "stored."},
    {constructor::order, "order", true, false, "An expectation: these commands, in this order, on one connection."},
    {constructor::quirk, "quirk", false, false, "A bundle of rules by name, in the list of rules."},
    {constructor::verb, "verb", false, false,
     "A command that no RFC knows, for `on` and `command`: `verb \"XTND\"`, `verb \"XTND|XSENDER\"`, `verb \"XTND "
     "XMIT\"`. "
     "Without `verb` an unknown command is taken for a mistake."},
}};

int line_of_caller(lua_State* lua) {
  lua_Debug caller{};
  if (lua_getstack(lua, 1, &caller) == 0 || lua_getinfo(lua, "l", &caller) == 0) return 0;
  return caller.currentline;
}

int push_constructed(lua_State* lua, constructor which, int argument) {
  auto* made = static_cast<constructed_object*>(lua_newuserdatauv(lua, sizeof(constructed_object), 1));
  *made = {which, line_of_caller(lua)};
  luaL_setmetatable(lua, metatable);
  lua_pushvalue(lua, argument);
  lua_setiuservalue(lua, -2, 1);
  return 1;
}

int construct(lua_State* lua) {
  const auto& what = constructors.at(static_cast<std::size_t>(lua_tointeger(lua, lua_upvalueindex(1))));
  const bool fits = lua_gettop(lua) == 1 && lua_type(lua, 1) == (what.takes_table ? LUA_TTABLE : LUA_TSTRING);
  if (!fits) {
    const char* name = what.name.data();
    return what.takes_table ? luaL_error(lua, "%s takes one table: %s { ... }", name, name)
                            : luaL_error(lua, "%s takes one string: %s \"...\"", name, name);
  }
  return push_constructed(lua, what.id, 1);
}

/// Lets `text "..." .. more` work as expected, although Lua reads it as `(text "...") .. more`.
int concatenate(lua_State* lua) {
  const auto* object = constructed_at(lua, 1);
  if (object == nullptr || info(object->which).takes_table || lua_isstring(lua, 2) == 0) {
    return luaL_error(lua, "this cannot be joined to a string; what was to be joined first belongs in parentheses");
  }
  const auto which = object->which;
  lua_getiuservalue(lua, 1, 1);
  lua_pushvalue(lua, 2);
  lua_concat(lua, 2);
  return push_constructed(lua, which, lua_gettop(lua));
}

}  // namespace

std::span<const constructor_info> constructor_table() noexcept {
  return constructors;
}

const constructor_info& info(constructor id) noexcept {
  return constructors[static_cast<std::size_t>(id)];
}

void open_constructors(lua_State* lua) {
  luaL_newmetatable(lua, metatable);
  lua_pushcfunction(lua, &concatenate);
  lua_setfield(lua, -2, "__concat");
  lua_pop(lua, 1);
  lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  for (const auto& each : constructors) {
    lua_pushinteger(lua, static_cast<lua_Integer>(each.id));
    lua_pushcclosure(lua, &construct, 1);
    lua_setfield(lua, -2, std::string{each.name}.c_str());
  }
  lua_pop(lua, 1);
}

const constructed_object* constructed_at(lua_State* lua, int index) {
  return static_cast<const constructed_object*>(luaL_testudata(lua, index, metatable));
}

}  // namespace pop3kit::serving::lua
