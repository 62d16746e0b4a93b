#pragma once

#include <memory>
#include <optional>

#include "lua/hook_objects.hpp"
#include "lua/hook_script.hpp"
#include "scenario/hooks.hpp"

namespace pop3kit::serving::lua {

/// Where a hook stopped: at its end, or at a request.
struct hook_step {
  hook_step() = default;
  hook_request asked = hook_request::none;  ///< none: the end, with a verdict
  net::duration wait{};                     ///< how long to sleep, or to wait for a line at most
  std::string text;                         ///< octets to send, or the name of a gate
  hook_verdict verdict;
};

/// One call of a hook, as a coroutine of Lua. Destroying the object ends the call at any point.
class hook_thread {
 public:
  /// `session` must outlive this object; `command` must exist only during this call.
  hook_thread(std::shared_ptr<hook_script> owner, hook_session& session, const hook_command& command);
  ~hook_thread();
  hook_thread(const hook_thread&) = delete;
  hook_thread& operator=(const hook_thread&) = delete;

  /// Runs to the next request or to the end. `heard` is the result of the last request. Must not be called after the
  /// end.
  [[nodiscard]] hook_step resume(const std::optional<std::string>& heard = std::nullopt);
  /// Returns the failure of a request that cannot be carried out, with the line of the request.
  [[nodiscard]] hook_failed refuse(const std::string& why) const;

 private:
  void prepare(lua_State* lua, const hook_command& command);
  void begin(const hook_command& command);
  [[nodiscard]] hook_step advance(lua_State* lua, const std::optional<std::string>& heard);
  [[nodiscard]] hook_step finish(lua_State* lua, int status, int results);
  [[nodiscard]] hook_verdict judge(int results);
  [[nodiscard]] hook_verdict nothing_more() const;
  [[nodiscard]] hook_failed traceback(lua_State* lua, int status);
  [[nodiscard]] hook_failed failed(lua_State* lua, int status) const;

  std::shared_ptr<hook_script> owner_;
  hook_session& session_;
  std::string verb_;
  lua_State* thread_ = nullptr;
  static constexpr int nowhere = -2;  // LUA_NOREF
  int thread_place_ = nowhere;        // in the registry, which protects both from the collector
  int session_place_ = nowhere;
  int arguments_ = 2;
  int first_line_ = 0;
  bool answered_ = false;
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
