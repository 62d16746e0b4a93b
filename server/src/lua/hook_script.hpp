#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "lua/random.hpp"
#include "lua/sandbox.hpp"
#include "lua/script.hpp"
#include "lua/state.hpp"

namespace pop3kit::serving::lua {

/// The hooks of one running server: the scenario's script, run once more in a state of its own, so that what its
/// functions share is shared by the sessions of this server and by nobody else. One thread.
class hook_script {
 public:
  /// Loads at once; what goes wrong is kept for those who run a hook.
  hook_script(const script& what, std::uint64_t seed);

  [[nodiscard]] lua_State* lua() const noexcept { return machine_.get(); }
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

 private:
  void load(lua_State* lua, const script& what);

  random load_stream_;
  dice randomness_{&load_stream_};
  state machine_;
  std::uint64_t seed_;
  std::map<std::string, int, std::less<>> hooks_;  // verb -> place in the registry
  std::map<std::uint64_t, random> streams_;
  std::map<std::uint64_t, int> states_;  // connection -> its table's place in the registry
  std::string failure_;
};

}  // namespace pop3kit::serving::lua
