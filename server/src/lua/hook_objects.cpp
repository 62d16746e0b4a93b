#include "lua/hook_objects.hpp"

#include <array>
#include <lua.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "lua/protected_call.hpp"
#include "lua/script_functions.hpp"
#include "lua/state.hpp"
#include "scenario/nearest.hpp"
#include "scenario/units.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr const char* session_type = "pop3kit.session";
constexpr const char* command_type = "pop3kit.command";

// Light userdata with these addresses are decisions. Scripts cannot make such values themselves.
char continue_as_usual;
char close_orderly;
char close_by_reset;

struct session_object {
  hook_session* session;
};

hook_session& checked_session(lua_State* lua) {
  auto* object = static_cast<session_object*>(luaL_testudata(lua, 1, session_type));
  if (object == nullptr) luaL_error(lua, "methods of a session are called with a colon: session:default()");
  if (object->session == nullptr) luaL_error(lua, "the hook that this session was given to has ended");
  return *object->session;
}

int method_default(lua_State* lua) {
  checked_session(lua);
  lua_pushlightuserdata(lua, &continue_as_usual);
  return 1;
}

int method_close(lua_State* lua) {
  constexpr std::array<const char*, 3> ways{"orderly", "reset", nullptr};
  checked_session(lua);
  const int way = luaL_checkoption(lua, 2, "orderly", ways.data());
  lua_pushlightuserdata(lua, way == 0 ? &close_orderly : &close_by_reset);
  return 1;
}

/// Yields a request: its number, then its argument if `more`, which is at the top of the stack.
int ask(lua_State* lua, hook_request request, bool more) {
  if (lua_isyieldable(lua) == 0) return luaL_error(lua, "this can only be used in hooks");
  lua_pushinteger(lua, static_cast<lua_Integer>(request));
  if (!more) return lua_yield(lua, 1);
  lua_insert(lua, -2);
  return lua_yield(lua, 2);
}

int method_raw(lua_State* lua) {
  checked_session(lua);
  luaL_checkstring(lua, 2);
  lua_settop(lua, 2);
  return ask(lua, hook_request::send, true);
}

int method_send(lua_State* lua) {
  checked_session(lua);
  luaL_checkstring(lua, 2);
  if (!is_one_line(message_at(lua, 2))) return luaL_argerror(lua, 2, "a line cannot contain CR, LF or NUL; see raw");
  lua_settop(lua, 2);
  lua_pushliteral(lua, "\r\n");
  lua_concat(lua, 2);
  return ask(lua, hook_request::send, true);
}

int method_read(lua_State* lua) {
  checked_session(lua);
  if (lua_isnoneornil(lua, 2)) return ask(lua, hook_request::read_line, false);
  luaL_checkstring(lua, 2);
  const auto limit = parse_duration(message_at(lua, 2));
  if (!limit) return luaL_error(lua, "read: %s", limit.error().c_str());
  lua_settop(lua, 0);
  lua_pushinteger(lua, limit->count());
  return ask(lua, hook_request::read_line, true);
}

int method_answer(lua_State* lua) {
  checked_session(lua);
  return ask(lua, hook_request::answer, false);
}

int push_state(lua_State* lua) {
  checked_session(lua);
  lua_getiuservalue(lua, 1, 1);
  return 1;
}

int push_user(lua_State* lua) {
  const auto user = checked_session(lua).user();
  if (user.empty()) {
    lua_pushnil(lua);
  } else {
    lua_pushlstring(lua, user.data(), user.size());
  }
  return 1;
}

int push_connection(lua_State* lua) {
  lua_pushinteger(lua, static_cast<lua_Integer>(checked_session(lua).connection()));
  return 1;
}

int push_secured(lua_State* lua) {
  lua_pushboolean(lua, checked_session(lua).secured() ? 1 : 0);
  return 1;
}

/// Returns a name that a script wrote, cut to the longest valid name, because it is compared and shown.
std::string name_at(lua_State* lua, int index) {
  constexpr std::size_t longest = 64;
  return message_at(lua, index).substr(0, longest);
}

template <int (*Method)(lua_State*)>
int push_method(lua_State* lua) {
  lua_pushcfunction(lua, &guarded<Method>);
  return 1;
}

int index_session(lua_State* lua) {
  static constexpr std::pair<std::string_view, int (*)(lua_State*)> fields[] = {
      {"answer", &push_method<&method_answer>},
      {"close", &push_method<&method_close>},
      {"connection", &push_connection},
      {"default", &push_method<&method_default>},
      {"raw", &push_method<&method_raw>},
      {"read", &push_method<&method_read>},
      {"secured", &push_secured},
      {"send", &push_method<&method_send>},
      {"state", &push_state},
      {"user", &push_user}};
  const auto name = name_at(lua, 2);
  std::vector<std::string_view> names;
  for (const auto& [known, push] : fields) {
    if (known == name) return push(lua);
    names.push_back(known);
  }
  return luaL_error(lua, "a session has no '%s'%s", name.c_str(), did_you_mean(name, names).c_str());
}

/// Called only for fields that the table of a command lacks. `number` may be missing; other names are mistakes.
int index_command(lua_State* lua) {
  constexpr auto names = std::to_array<std::string_view>({"argument", "number", "verb"});
  const auto name = name_at(lua, 2);
  if (name == "number") return 0;
  return luaL_error(lua, "a command has no '%s'%s", name.c_str(), did_you_mean(name, names).c_str());
}

void make_type(lua_State* lua, const char* name, lua_CFunction index) {
  luaL_newmetatable(lua, name);
  lua_pushcfunction(lua, index);
  lua_setfield(lua, -2, "__index");
  lua_pop(lua, 1);
}

void set_text(lua_State* lua, const char* name, std::string_view text) {
  lua_pushlstring(lua, text.data(), text.size());
  lua_setfield(lua, -2, name);
}

}  // namespace

void open_hook_objects(lua_State* lua) {
  make_type(lua, session_type, &guarded<&index_session>);
  make_type(lua, command_type, &guarded<&index_command>);
}

void push_session(lua_State* lua, hook_session& session) {
  auto* object = static_cast<session_object*>(lua_newuserdatauv(lua, sizeof(session_object), 1));
  object->session = &session;
  luaL_setmetatable(lua, session_type);
  lua_insert(lua, -2);
  lua_setiuservalue(lua, -2, 1);
}

void end_session(lua_State* lua, int index) {
  static_cast<session_object*>(lua_touserdata(lua, index))->session = nullptr;
}

void push_command(lua_State* lua, const hook_command& command) {
  lua_createtable(lua, 0, 3);
  set_text(lua, "verb", command.verb);
  set_text(lua, "argument", command.argument);
  if (command.number) {
    lua_pushinteger(lua, static_cast<lua_Integer>(*command.number));
    lua_setfield(lua, -2, "number");
  }
  luaL_setmetatable(lua, command_type);
}

std::optional<hook_verdict> verdict_at(lua_State* lua, int index) {
  if (lua_isnoneornil(lua, index)) return hook_default{};
  if (lua_islightuserdata(lua, index)) {
    const auto* decision = lua_touserdata(lua, index);
    if (decision == &continue_as_usual) return hook_default{};
    hook_close close;
    close.reset = decision == &close_by_reset;
    return close;
  }
  if (lua_type(lua, index) != LUA_TSTRING) return std::nullopt;
  hook_reply reply;
  reply.status_line = message_at(lua, index);
  if (!is_one_line(reply.status_line)) return std::nullopt;
  return reply;
}

}  // namespace pop3kit::serving::lua
