#include "lua/hook_thread.hpp"

#include <lua.hpp>

#include "lua/hook_objects.hpp"
#include "lua/protected_call.hpp"

namespace pop3kit::serving::lua {

hook_thread::hook_thread(std::shared_ptr<hook_script> owner, hook_session& session, const hook_command& command)
    : owner_(std::move(owner)), session_(session), verb_(command.verb), failure_(owner_->failure()) {
  if (!failure_.empty()) return;
  auto* lua = owner_->lua();
  owner_->enter(session_.connection());
  if (protected_call(lua, [&](lua_State* inner) { prepare(inner, command); }) != LUA_OK) {
    failure_ = message_at(lua, -1);
    lua_settop(lua, 0);
  }
}

hook_thread::~hook_thread() {
  static_assert(nowhere == LUA_NOREF);
  auto* lua = owner_->lua();
  if (session_place_ != nowhere) {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, session_place_);
    end_session(lua, -1);
    lua_pop(lua, 1);
    luaL_unref(lua, LUA_REGISTRYINDEX, session_place_);
  }
  if (thread_place_ != nowhere) {
    lua_resetthread(thread_);
    luaL_unref(lua, LUA_REGISTRYINDEX, thread_place_);
  }
}

void hook_thread::prepare(lua_State* lua, const hook_command& command) {
  thread_ = lua_newthread(lua);
  thread_place_ = luaL_ref(lua, LUA_REGISTRYINDEX);
  owner_->push_state(lua, session_.connection());
  push_session(lua, session_);
  lua_pushvalue(lua, -1);
  session_place_ = luaL_ref(lua, LUA_REGISTRYINDEX);
  owner_->push_hook(lua, verb_);
  lua_insert(lua, -2);
  push_command(lua, command);
  lua_xmove(lua, thread_, 3);
}

hook_step hook_thread::resume(const std::optional<std::string>& heard) {
  if (!failure_.empty()) {
    hook_step out;
    out.verdict = hook_failed{failure_};
    return out;
  }
  owner_->enter(session_.connection());
  if (heard) lua_pushlstring(thread_, heard->data(), heard->size());
  int results = 0;
  const int status = lua_resume(thread_, owner_->lua(), arguments_ + (heard ? 1 : 0), &results);
  arguments_ = 0;
  return finish(status, results);
}

hook_step hook_thread::finish(int status, int results) {
  hook_step out;
  if (status == LUA_YIELD) {
    out.asked = static_cast<hook_request>(lua_tointeger(thread_, -results));
    const bool timed = results > 1 && lua_isinteger(thread_, -1) != 0;
    out.wait = timed ? net::duration{lua_tointeger(thread_, -1)} : net::duration::max();
    if (results > 1 && lua_type(thread_, -1) == LUA_TSTRING) out.text = message_at(thread_, -1);
    answered_ = answered_ || out.asked == hook_request::answer;
    lua_pop(thread_, results);
  } else if (status == LUA_OK) {
    out.verdict = judge(results);
  } else {
    out.verdict = traceback(status);
  }
  return out;
}

hook_verdict hook_thread::judge(int results) {
  if (results == 0) return nothing_more();
  const int first = lua_gettop(thread_) - results + 1;
  if (verb_ == hook_event::chunk && lua_type(thread_, first) == LUA_TSTRING) {
    return hook_octets{message_at(thread_, first)};
  }
  if (auto verdict = verdict_at(thread_, first)) {
    return std::holds_alternative<hook_default>(*verdict) ? nothing_more() : std::move(*verdict);
  }
  const bool text = lua_type(thread_, first) == LUA_TSTRING;
  const std::string what = text ? "a text of several lines" : std::string{"a "} + luaL_typename(thread_, first);
  return hook_failed{"the hook for " + verb_ + " returned " + what +
                     "; return ok(...), err(...), session:default(), session:close() or nothing"};
}

/// The real server is left to answer, unless it has.
hook_verdict hook_thread::nothing_more() const {
  if (answered_) return hook_answered{};
  return hook_default{};
}

hook_failed hook_thread::traceback(int status) {
  if (status == LUA_ERRMEM) return hook_failed{"the hook for " + verb_ + " needs too much memory"};
  std::string out = message_at(thread_, -1);
  auto* lua = owner_->lua();
  owner_->enter(session_.connection());
  const auto describe = [&](lua_State* inner) {
    luaL_traceback(inner, thread_, out.c_str(), 0);
    out = message_at(inner, -1);
  };
  if (protected_call(lua, describe) != LUA_OK) lua_settop(lua, 0);
  return hook_failed{out};
}

}  // namespace pop3kit::serving::lua
