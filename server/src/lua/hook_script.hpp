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

/// Hooks run on the server's thread: between two waits they may delay the other sessions only for a moment.
[[nodiscard]] limits hook_limits();

/// The hooks of one running server: the scenario's script, run once more in a state of its own, so that what its
/// functions share is shared by the sessions of this server and by nobody else. One thread.
class hook_script {
 public:
  /// Loads the script. What goes wrong is kept as failure().
  hook_script(const script& what, std::uint64_t seed, const limits& bounds = hook_limits());

  /// The main thread. Null if there was no memory for a state; failure() says so then.
  [[nodiscard]] lua_State* lua() const noexcept { return machine_ ? machine_->get() : nullptr; }
  [[nodiscard]] budget& account() const noexcept { return machine_->account(); }
  /// "file.lua:12: ", or nothing if no line is known.
  [[nodiscard]] std::string place(int line) const;
  /// Why there are no hooks; empty if all is well.
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
  /// Pushes the function for `verb`, nil if there is none.
  void push_hook(lua_State* lua, std::string_view verb) const;
  /// A hook of this connection goes on: with a fresh budget and the connection's own randomness.
  void enter(std::uint64_t connection);
  /// Pushes the table that the hooks of this connection share, made when first asked for. Raises Lua errors.
  void push_state(lua_State* lua, std::uint64_t connection);
  /// The connection's table is no longer needed.
  void forget(std::uint64_t connection) noexcept;
  /// Gives up places in the registry.
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
  std::map<std::uint64_t, int> states_;  // connection -> its table's place in the registry
  std::string name_;                     // what Lua calls the script in its errors
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
