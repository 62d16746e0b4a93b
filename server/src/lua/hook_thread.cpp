#include "lua/hook_thread.hpp"

#include <lua.hpp>

#include "lua/hook_objects.hpp"
#include "lua/protected_call.hpp"

namespace pop3kit::serving::lua {

hook_thread::hook_thread(std::shared_ptr<hook_script> owner, hook_session& session, const hook_command& command)
    : owner_(std::move(owner)), session_(session), verb_(command.verb), failure_(owner_->failure()) {
  if (failure_.empty()) begin(command);
}

void hook_thread::begin(const hook_command& command) {
  auto* lua = owner_->lua();
  try {
    owner_->enter(session_.connection());
    owner_->account().at_line(0);
    const int status = protected_call(lua, [&](lua_State* inner) { prepare(inner, command); });
    if (status != LUA_OK) failure_ = failed(lua, status).what;
  } catch (const std::exception& error) {
    failure_ = "the hook for " + verb_ + " failed: " + error.what();
  }
  lua_settop(lua, 0);
}

hook_thread::~hook_thread() {
  static_assert(nowhere == LUA_NOREF);
  auto* lua = owner_->lua();
  if (lua == nullptr) return;
  const auto end = [this](lua_State* inner) {
    if (session_place_ != nowhere) {
      lua_rawgeti(inner, LUA_REGISTRYINDEX, session_place_);
      end_session(inner, -1);
    }
    if (thread_place_ != nowhere) lua_resetthread(thread_);
  };
  if (protected_call(lua, end) != LUA_OK) lua_settop(lua, 0);
  owner_->release({session_place_, thread_place_});
}

void hook_thread::prepare(lua_State* lua, const hook_command& command) {
  thread_ = lua_newthread(lua);
  thread_place_ = luaL_ref(lua, LUA_REGISTRYINDEX);
  owner_->push_state(lua, session_.connection());
  push_session(lua, session_);
  lua_pushvalue(lua, -1);
  session_place_ = luaL_ref(lua, LUA_REGISTRYINDEX);
  owner_->push_hook(lua, verb_);
  lua_Debug function{};
  lua_pushvalue(lua, -1);
  if (lua_getinfo(lua, ">S", &function) != 0) first_line_ = function.linedefined;
  lua_insert(lua, -2);
  push_command(lua, command);
  lua_xmove(lua, thread_, 3);
}

hook_step hook_thread::resume(const std::optional<std::string>& heard) {
  hook_step out;
  if (!failure_.empty()) {
    out.verdict = hook_failed{failure_};
    return out;
  }
  auto* lua = owner_->lua();
  try {
    owner_->enter(session_.connection());
    const int status = protected_call(lua, [&](lua_State* inner) { out = advance(inner, heard); });
    if (status != LUA_OK) {
      out = hook_step();
      out.verdict = failed(lua, status);
    }
  } catch (const std::exception& error) {
    out = hook_step();
    out.verdict = hook_failed{"the hook for " + verb_ + " failed: " + error.what()};
  }
  owner_->account().runs(lua);
  lua_settop(lua, 0);
  return out;
}

/// Runs in a protected call, because pushing values and lua_resume() itself can raise errors.
hook_step hook_thread::advance(lua_State* lua, const std::optional<std::string>& heard) {
  if (heard) {
    lua_pushlstring(lua, heard->data(), heard->size());
    lua_xmove(lua, thread_, 1);
  }
  owner_->account().runs(thread_);
  owner_->account().at_line(lua_status(thread_) == LUA_YIELD ? current_line(thread_) : first_line_);
  watch(thread_);
  int results = 0;
  const int status = lua_resume(thread_, lua, arguments_ + (heard ? 1 : 0), &results);
  owner_->account().runs(lua);
  arguments_ = 0;
  return finish(lua, status, results);
}

hook_step hook_thread::finish(lua_State* lua, int status, int results) {
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
    out.verdict = traceback(lua, status);
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

/// Lets the real server answer, unless it already has.
hook_verdict hook_thread::nothing_more() const {
  if (answered_) return hook_answered{};
  return hook_default{};
}

hook_failed hook_thread::traceback(lua_State* lua, int status) {
  hook_failed out = failed(thread_, status);
  if (status == LUA_ERRMEM) return out;
  // Refills the budget, because the script may have used it up.
  owner_->enter(session_.connection());
  const auto describe = [&](lua_State* inner) {
    luaL_traceback(inner, thread_, out.what.c_str(), 0);
    out.what = message_at(inner, -1);
  };
  if (protected_call(lua, describe) != LUA_OK) lua_pop(lua, 1);
  return out;
}

/// Makes a verdict from the error at the top of the stack of `lua`.
hook_failed hook_thread::failed(lua_State* lua, int status) const {
  if (status != LUA_ERRMEM) return hook_failed{message_at(lua, -1)};
  const std::string place = owner_->place(owner_->account().line());
  return hook_failed{place + "the hook for " + verb_ + " failed: " + error_text(lua, status)};
}

hook_failed hook_thread::refuse(const std::string& why) const {
  return hook_failed{owner_->place(current_line(thread_)) + why};
}

}  // namespace pop3kit::serving::lua
