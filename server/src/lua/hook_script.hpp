#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "lua/sandbox.hpp"
#include "lua/script.hpp"
#include "lua/state.hpp"

namespace pop3kit::serving::lua {

/// Returns the limits of hooks. Hooks run on the server's thread, so between two waits they may delay other sessions
/// only briefly.
[[nodiscard]] limits hook_limits();

/// The hooks of one running server. The scenario's script runs once more in a state of its own, so that the sessions of
/// this server share the data of its functions with each other, and with no other server. Used on one thread.
class hook_script {
 public:
  /// Loads the script. An error is kept as failure().
  hook_script(const script& what, std::uint64_t seed, const limits& bounds = hook_limits());

  /// Returns the main thread of Lua. Null if there was no memory for a state; failure() says so then.
  [[nodiscard]] lua_State* lua() const noexcept { return machine_ ? machine_->get() : nullptr; }
  [[nodiscard]] budget& account() const noexcept { return machine_->account(); }
  /// Returns "file.lua:12: ", or an empty text if no line is known.
  [[nodiscard]] std::string place(int line) const;
  /// Returns why there are no hooks. Empty if there was no error.
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
  /// Pushes the function for `verb`, or nil if there is none.
  void push_hook(lua_State* lua, std::string_view verb) const;
  /// Call it before a hook of this connection runs or continues. Refills the budget and selects the connection's random
  /// state.
  void enter(std::uint64_t connection);
  /// Pushes the table that the hooks of this connection share. It is made on the first call. Raises Lua errors.
  void push_state(lua_State* lua, std::uint64_t connection);
  /// Releases the connection's table.
  void forget(std::uint64_t connection) noexcept;
  /// Frees places in the registry.
  void release(std::initializer_list<int> places) noexcept;

 private:
  void start(const script& what, const limits& bounds);
  void load(lua_State* lua, const script& what);

  random load_stream_;
  dice randomness_{&load_stream_};
  std::unique_ptr<state> machine_;
  std::uint64_t seed_;
  std::map<std::string, int, std::less<>> hooks_;  // verb -> place in the registry
  std::map<std::uint64_t, random> streams_;
  std::map<std::uint64_t, int> states_;  // connection -> place of its table in the registry
  std::string name_;                     // the name of the script in Lua's errors
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
