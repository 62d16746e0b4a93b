#pragma once

#include <memory>
#include <optional>

#include "lua/hook_objects.hpp"
#include "lua/hook_script.hpp"
#include "scenario/hooks.hpp"

namespace pop3kit::serving::lua {

/// How far a hook came: to its end, or to something that it asks for and waits for.
struct hook_step {
  hook_step() = default;
  hook_request asked = hook_request::none;  ///< none: the end, with a verdict
  net::duration wait{};                     ///< to sleep, or to listen at the most
  std::string text;                         ///< octets to say, or a gate
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

  /// Runs to the next request or to the end; `heard` is what the last one brought. Not again after the end.
  [[nodiscard]] hook_step resume(const std::optional<std::string>& heard = std::nullopt);
  /// What it asked for cannot be done: its failure, with the line that asked.
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
  int thread_place_ = nowhere;        // in the registry, which keeps both from the collector
  int session_place_ = nowhere;
  int arguments_ = 2;
  int first_line_ = 0;
  bool answered_ = false;
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
