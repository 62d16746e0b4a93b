#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "lua/budget.hpp"

struct lua_State;

namespace pop3kit::serving::lua {

/// A Lua state that can neither hang nor use up the memory. It has no library yet: see sandbox.hpp.
class state {
 public:
  /// Throws std::bad_alloc.
  explicit state(limits bounds = limits());
  ~state();
  state(const state&) = delete;
  state& operator=(const state&) = delete;

  [[nodiscard]] lua_State* get() const noexcept { return lua_; }
  [[nodiscard]] budget& account() noexcept { return budget_; }

 private:
  budget budget_;
  lua_State* lua_;
};

inline constexpr const char* ran_too_long = "the script ran for too long: is there a loop that does not end?";

/// Returns the budget of the state to which the thread `lua` belongs.
[[nodiscard]] budget& budget_of(lua_State* lua) noexcept;

/// Prepares `lua`, a thread that is about to run, for the checks of the budget.
void watch(lua_State* lua) noexcept;

/// Returns the line at which the innermost script function is, in a thread that runs or is suspended; 0 if there is
/// none.
[[nodiscard]] int current_line(lua_State* lua);

/// Counts work for a function. Raises a Lua error if it is too much.
void charge(lua_State* lua, std::uint64_t instructions);
void charge_octets(lua_State* lua, std::size_t octets);

/// Returns the text of an error with this status, whose value is at the top of the stack. Does not raise Lua errors.
[[nodiscard]] std::string error_text(lua_State* lua, int status);

/// Returns the value at `index` as a message, whatever its type. Does not raise Lua errors.
[[nodiscard]] std::string message_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
