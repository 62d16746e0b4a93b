#include "lua/state.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <lua.hpp>
#include <new>
#include <stdexcept>

namespace pop3kit::serving::lua {
namespace {

/// A function copies its variable arguments at each use.
constexpr int most_variable_arguments = 250;

void* allocate(void* account, void* block, std::size_t from, std::size_t to) {
  const bool is_string = block == nullptr && from == LUA_TSTRING;  // `from` is the type of a new object
  return static_cast<budget*>(account)->reallocate(block, block == nullptr ? 0 : from, to, is_string);
}

/// Prevents Lua from ending the program. All code that can raise an error runs in a protected call, so this is a last
/// resort.
int refuse_to_abort(lua_State* lua) {
  throw std::runtime_error("an error outside of a protected call: " + message_at(lua, -1));
}

/// Returns the line at a level of the stack; 0 for a C function and below the stack.
int line_at(lua_State* lua, int level) {
  lua_Debug frame{};
  if (lua_getstack(lua, level, &frame) == 0 || lua_getinfo(lua, "l", &frame) == 0) return 0;
  return std::max(frame.currentline, 0);
}

/// Returns the innermost level, from `level` on, that has a line. A C function may have called another one.
int level_with_line(lua_State* lua, int level) {
  lua_Debug frame{};
  for (int at = level; lua_getstack(lua, at, &frame) != 0; ++at) {
    if (line_at(lua, at) > 0) return at;
  }
  return level;
}

void raise_exhaustion(lua_State* lua, int level) {
  luaL_where(lua, level_with_line(lua, level));
  lua_pushstring(lua, ran_too_long);
  lua_concat(lua, 2);
  lua_error(lua);
}

/// Counts the values that a call passes or returns, because each was copied.
bool count_values(lua_State* lua, lua_Debug* event) {
  lua_getinfo(lua, "r", event);
  return budget_of(lua).spend(1U + event->ntransfer);
}

void note_line(lua_State* lua, lua_Debug* frame) {
  if (lua_getinfo(lua, "l", frame) != 0 && frame->currentline > 0) budget_of(lua).at_line(frame->currentline);
}

void check_arguments(lua_State* lua, lua_Debug* event) {
  if (lua_getlocal(lua, event, -most_variable_arguments - 1) == nullptr) return;
  luaL_error(lua, "a function with '...' takes at most %d variable arguments in scenarios; pass a table",
             most_variable_arguments);
}

void check(lua_State* lua, lua_Debug* event) {
  budget& account = budget_of(lua);
  switch (event->event) {
    case LUA_HOOKCOUNT:
      note_line(lua, event);
      if (account.spend_interval()) raise_exhaustion(lua, 0);
      if (account.instructions_between_checks() != account.interval()) watch(lua);
      return;
    case LUA_HOOKRET:
      count_values(lua, event);
      return;
    default:
      // A loop that allocates begins a new interval each time, so its count never reaches the end.
      if (lua_Debug caller{}; lua_getstack(lua, 1, &caller) != 0) note_line(lua, &caller);
      if (count_values(lua, event)) raise_exhaustion(lua, 1);
      check_arguments(lua, event);
  }
}

}  // namespace

state::state(limits bounds) : budget_(bounds), lua_(lua_newstate(&allocate, &budget_)) {
  if (lua_ == nullptr) throw std::bad_alloc{};
  lua_atpanic(lua_, &refuse_to_abort);
  budget_.runs(lua_);
  watch(lua_);
}

state::~state() {
  budget_.runs(nullptr);
  lua_close(lua_);
}

budget& budget_of(lua_State* lua) noexcept {
  void* account = nullptr;
  lua_getallocf(lua, &account);
  return *static_cast<budget*>(account);
}

void watch(lua_State* lua) noexcept {
  lua_sethook(lua, &check, LUA_MASKCOUNT | LUA_MASKCALL | LUA_MASKRET, budget_of(lua).begin_interval());
}

int current_line(lua_State* lua) {
  return line_at(lua, level_with_line(lua, 0));
}

void charge(lua_State* lua, std::uint64_t instructions) {
  if (budget_of(lua).spend(instructions)) raise_exhaustion(lua, 1);
}

void charge_octets(lua_State* lua, std::size_t octets) {
  if (budget_of(lua).spend_octets(octets)) raise_exhaustion(lua, 1);
}

std::string error_text(lua_State* lua, int status) {
  if (status != LUA_ERRMEM) return message_at(lua, -1);
  return budget_of(lua).short_of_memory() ? "the script needs too much memory" : ran_too_long;
}

std::string message_at(lua_State* lua, int index) {
  // Lua would convert the number in place to a string, which needs memory.
  std::array<char, 64> text{};
  switch (lua_type(lua, index)) {
    case LUA_TSTRING: {
      std::size_t length = 0;
      const char* octets = lua_tolstring(lua, index, &length);
      return {octets, length};
    }
    case LUA_TNUMBER:
      if (lua_isinteger(lua, index) != 0) return std::to_string(lua_tointeger(lua, index));
      std::snprintf(text.data(), text.size(), LUA_NUMBER_FMT, lua_tonumber(lua, index));
      // Writes numbers as Lua does: a float always has a decimal point or an exponent.
      if (text[std::strspn(text.data(), "-0123456789")] == '\0') return std::string(text.data()) + ".0";
      return text.data();
    default:
      return std::string{"an error that is not text but a "} + lua_typename(lua, lua_type(lua, index));
  }
}

}  // namespace pop3kit::serving::lua
