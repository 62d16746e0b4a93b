#include "lua/state.hpp"

#include <cstdlib>
#include <lua.hpp>
#include <new>

namespace pop3kit::serving::lua {
namespace {

constexpr int instructions_between_checks = 1000;

void* allocate(void* account, void* block, std::size_t from, std::size_t to) {
  if (block == nullptr) from = 0;  // Lua hands a type over in its place
  if (!static_cast<budget*>(account)->reallocate(from, to)) return nullptr;
  if (to == 0) {
    std::free(block);
    return nullptr;
  }
  auto* moved = std::realloc(block, to);
  if (moved == nullptr) static_cast<budget*>(account)->reallocate(to, from);
  return moved;
}

void check(lua_State* lua, lua_Debug* /*where*/) {
  if (budget_of(lua).spend(instructions_between_checks)) {
    luaL_error(lua, "the script ran for too long: is there a loop that does not end?");
  }
}

}  // namespace

void budget::refill() noexcept {
  turned_over_ = 0;
  spent_ = 0;
  exhausted_ = false;
}

bool budget::spend(std::uint64_t instructions) noexcept {
  spent_ += instructions;
  if (spent_ > bounds_.instructions) exhausted_ = true;
  return exhausted_;
}

bool budget::reallocate(std::size_t from, std::size_t to) noexcept {
  if (to > from) {
    const auto more = to - from;
    turned_over_ += more;
    const bool churning = turned_over_ > bounds_.turnover;
    exhausted_ = exhausted_ || churning;
    if (churning || more > bounds_.memory - held_) return false;
  }
  held_ += to - from;  // unsigned: a smaller `to` takes away
  return true;
}

state::state(limits bounds) : budget_(bounds), lua_(lua_newstate(&allocate, &budget_)) {
  if (lua_ == nullptr) throw std::bad_alloc{};
  lua_sethook(lua_, &check, LUA_MASKCOUNT, instructions_between_checks);
}

state::~state() {
  lua_close(lua_);
}

budget& budget_of(lua_State* lua) noexcept {
  void* account = nullptr;
  lua_getallocf(lua, &account);
  return *static_cast<budget*>(account);
}

std::string message_at(lua_State* lua, int index) {
  std::size_t length = 0;
  const char* text = lua_isstring(lua, index) != 0 ? lua_tolstring(lua, index, &length) : nullptr;
  if (text != nullptr) return {text, length};
  return std::string{"an error that is no text but a "} + lua_typename(lua, lua_type(lua, index));
}

}  // namespace pop3kit::serving::lua
