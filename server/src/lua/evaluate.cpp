#include "lua/evaluate.hpp"

#include <algorithm>
#include <lua.hpp>

#include "lua/protected_call.hpp"
#include "lua/read_value.hpp"
#include "lua/sandbox.hpp"
#include "lua/script_functions.hpp"
#include "lua/source_map.hpp"
#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

int last_line(const std::string& text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  const auto last = text.begin() + static_cast<std::ptrdiff_t>(end == std::string::npos ? 0 : end);
  return 1 + static_cast<int>(std::count(text.begin(), last, '\n'));
}

/// Calls the function below its `arguments`, checks that the result is a scenario, and leaves it on the stack.
void run_chunk(lua_State* lua, const script& what, int arguments) {
  const int status = lua_pcall(lua, arguments, 1, 0);
  if (status != LUA_OK) throw what.error_of(lua, status);
  const auto* object = constructed_at(lua, -1);
  if (object == nullptr || object->which != constructor::scenario) {
    throw problem{last_line(what.text()), "a scenario file ends with `return scenario { ... }`"};
  }
}

void load(lua_State* lua, const script& what, const std::string& source) {
  const int status = what.load(lua, source);
  if (status != LUA_OK) throw what.error_of(lua, status);
}

}  // namespace

void run_for_table(lua_State* lua, const script& what) {
  load(lua, what, what.text());
  run_chunk(lua, what, 0);
  lua_getiuservalue(lua, -1, 1);
  lua_remove(lua, -2);
}

namespace {

std::unique_ptr<state> make_state(const limits& bounds) {
  try {
    return std::make_unique<state>(bounds);
  } catch (const std::bad_alloc&) {
    throw problem{0, "the script needs too much memory"};
  }
}

}  // namespace

namespace {

/// Runs the script; `math.random` draws from `stream`.
value run_script(const script& what, const limits& bounds, random& stream) {
  dice randomness{&stream};
  const std::unique_ptr<state> owner = make_state(bounds);
  state& machine = *owner;
  value out;
  const int status = protected_call(machine.get(), [&](lua_State* lua) {
    open_sandbox(lua, randomness);
    open_constructors(lua);
    open_script_functions(lua);
    load(lua, what, what.text());  // gives Lua's own message for a syntax error
    lua_pop(lua, 1);
    const source_map map{what.text()};
    load(lua, what, map.marked_source());
    push_marker(lua);
    run_chunk(lua, what, 1);
    out = read_value(lua, map, constructed_at(lua, -1)->line);
  });
  if (status != LUA_OK) throw what.error_of(machine.get(), status);
  return out;
}

/// Returns the seed of the scenario. An invalid seed is reported later, by its reader.
std::optional<std::uint64_t> named_seed(const value& from) {
  const auto* const made = std::get_if<constructed_value>(&from.held);
  const auto* const table =
      std::get_if<std::shared_ptr<const table_value>>(made == nullptr ? &from.held : &made->argument->held);
  if (table == nullptr) return std::nullopt;
  const auto entry = std::ranges::find((*table)->named, "seed", &table_entry::key);
  if (entry == (*table)->named.end()) return std::nullopt;
  const auto* const whole = std::get_if<std::int64_t>(&entry->content.held);
  if (whole == nullptr || *whole < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*whole);
}

}  // namespace

value evaluate(const script& what, const limits& bounds) {
  random stream(what.seed());
  value out = run_script(what, bounds, stream);
  const std::optional<std::uint64_t> seed = named_seed(out);
  if (!stream.was_drawn() || !seed || *seed == what.seed()) return out;
  // The script sets its seed at its end, after it has drawn numbers with the default seed.
  random wanted(*seed);
  value again = run_script(what, bounds, wanted);
  if (named_seed(again) != seed) throw problem{again.at, "the seed cannot come from math.random, which draws from it"};
  return again;
}

}  // namespace pop3kit::serving::lua
