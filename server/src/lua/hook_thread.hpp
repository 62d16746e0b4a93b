#pragma once

#include <memory>
#include <optional>

#include "hooks.hpp"
#include "lua/hook_script.hpp"

namespace pop3kit::serving::lua {

/// How far a hook came: to a wait, or to its end.
struct hook_step {
  hook_step() = default;
  std::optional<net::duration> sleeping;  ///< the verdict, where there is none
  hook_verdict verdict;
};

/// One call of a hook, as a coroutine of Lua. Dropping it ends the call wherever it stands.
class hook_thread {
 public:
  /// `session` must outlive the thread, `command` this call.
  hook_thread(std::shared_ptr<hook_script> owner, hook_session& session, const hook_command& command);
  ~hook_thread();
  hook_thread(const hook_thread&) = delete;
  hook_thread& operator=(const hook_thread&) = delete;

  /// Runs to the next wait or to the end. Not again after the end.
  [[nodiscard]] hook_step resume();

 private:
  void prepare(lua_State* lua, const hook_command& command);
  [[nodiscard]] hook_step finish(int status, int results);
  [[nodiscard]] hook_verdict judge(int results);
  [[nodiscard]] hook_failed traceback(int status);

  std::shared_ptr<hook_script> owner_;
  hook_session& session_;
  std::string verb_;
  lua_State* thread_ = nullptr;
  static constexpr int nowhere = -2;  // LUA_NOREF
  int thread_place_ = nowhere;        // in the registry, which keeps both from the collector
  int session_place_ = nowhere;
  int arguments_ = 2;
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
