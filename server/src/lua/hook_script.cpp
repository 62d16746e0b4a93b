#include "lua/hook_script.hpp"

#include <lua.hpp>

#include "lua/constructors.hpp"
#include "lua/evaluate.hpp"
#include "lua/hook_objects.hpp"
#include "lua/problem.hpp"
#include "lua/protected_call.hpp"
#include "lua/script_functions.hpp"
#include "scenario/derive_seed.hpp"
#include "scenario/keywords.hpp"
#include "scenario/stable_hash.hpp"

namespace pop3kit::serving::lua {
namespace {

/// The most connections whose random state is kept. After that the oldest is forgotten.
constexpr std::size_t most_streams = 65'536;

}  // namespace

limits hook_limits() {
  limits bounds;
  bounds.instructions = 20'000'000;
  bounds.time = std::chrono::seconds(5);
  return bounds;
}

hook_script::hook_script(const script& what, std::uint64_t seed, const limits& bounds)
    : load_stream_(what.seed()), seed_(derive_seed(seed, fingerprint_of("hooks"), 0)), name_(what.short_name()) {
  try {
    start(what, bounds);
  } catch (const problem& found) {
    failure_ = what.name() + ":" + std::to_string(found.line()) + ": " + found.what();
  } catch (const std::exception& error) {
    failure_ = what.name() + ": the hooks cannot be loaded: " + error.what();
  }
}

void hook_script::start(const script& what, const limits& bounds) {
  machine_ = std::make_unique<state>(bounds);
  auto* lua = machine_->get();
  const int status = protected_call(lua, [&](lua_State* inner) { load(inner, what); });
  if (status == LUA_OK) return;
  problem found = what.error_of(lua, status);
  lua_settop(lua, 0);
  throw problem{std::move(found)};
}

void hook_script::load(lua_State* lua, const script& what) {
  open_sandbox(lua, randomness_);
  open_constructors(lua);
  open_script_functions(lua);
  open_hook_objects(lua);
  run_for_table(lua, what);
  lua_getfield(lua, -1, "hooks");
  if (lua_istable(lua, -1) == 0) return;
  lua_pushnil(lua);
  while (lua_next(lua, -2) != 0) {
    const auto verb = lua_type(lua, -2) == LUA_TSTRING ? canonical_hook(lua_tostring(lua, -2)) : std::nullopt;
    if (verb && lua_isfunction(lua, -1)) {
      hooks_[*verb] = luaL_ref(lua, LUA_REGISTRYINDEX);
    } else {
      lua_pop(lua, 1);
    }
  }
}

std::string hook_script::place(int line) const {
  return line > 0 ? name_ + ":" + std::to_string(line) + ": " : std::string();
}

void hook_script::push_hook(lua_State* lua, std::string_view verb) const {
  const auto found = hooks_.find(verb);
  if (found == hooks_.end()) {
    lua_pushnil(lua);
  } else {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, found->second);
  }
}

void hook_script::push_state(lua_State* lua, std::uint64_t connection) {
  const auto found = states_.find(connection);
  if (found != states_.end()) {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, found->second);
    return;
  }
  lua_newtable(lua);
  lua_pushvalue(lua, -1);
  states_[connection] = luaL_ref(lua, LUA_REGISTRYINDEX);
}

void hook_script::forget(std::uint64_t connection) noexcept {
  const auto found = states_.find(connection);
  if (found == states_.end()) return;
  release({found->second});
  states_.erase(found);
}

void hook_script::release(std::initializer_list<int> places) noexcept {
  const auto give_up = [places](lua_State* lua) {
    for (const int each : places) luaL_unref(lua, LUA_REGISTRYINDEX, each);
  };
  if (protected_call(machine_->get(), give_up) != LUA_OK) lua_settop(machine_->get(), 0);
}

void hook_script::enter(std::uint64_t connection) {
  machine_->account().refill();
  auto stream = streams_.find(connection);
  if (stream == streams_.end()) {
    if (streams_.size() >= most_streams) streams_.erase(streams_.begin());
    stream = streams_.emplace(connection, random{derive_seed(seed_, 0, connection)}).first;
  }
  randomness_.current = &stream->second;
}

}  // namespace pop3kit::serving::lua
