#include "lua/read_value.hpp"

#include <algorithm>
#include <lua.hpp>

#include "lua/problem.hpp"
#include "lua/state.hpp"

namespace pop3kit::serving::lua {
namespace {

constexpr const char* sites_key = "pop3kit.sites";
constexpr std::size_t most_values = 250'000;
constexpr std::size_t most_octets = std::size_t{256} << 20U;
constexpr int deepest_table = 24;

void push_sites(lua_State* lua) {
  if (luaL_getsubtable(lua, LUA_REGISTRYINDEX, sites_key) != 0) return;
  lua_newtable(lua);
  lua_pushliteral(lua, "k");
  lua_setfield(lua, -2, "__mode");  // the entry of a collected table must not be found for another table
  lua_setmetatable(lua, -2);
}

/// (number, table) -> table
int mark(lua_State* lua) {
  push_sites(lua);
  lua_pushvalue(lua, 2);
  lua_pushvalue(lua, 1);
  lua_rawset(lua, -3);
  lua_settop(lua, 2);
  return 1;
}

class value_reader {
 public:
  value_reader(lua_State* lua, const source_map& map) : lua_(lua), map_(map) {}

  value take(position at, int depth) {
    if (++taken_ > most_values) throw problem{at, "the scenario is too large: use generate for many messages"};
    if (depth > deepest_table) throw problem{at, "the tables are nested too deeply, or contain themselves"};
    luaL_checkstack(lua_, 8, nullptr);
    value out;
    out.at = at;
    switch (lua_type(lua_, -1)) {
      case LUA_TBOOLEAN:
        out.held = lua_toboolean(lua_, -1) != 0;
        break;
      case LUA_TNUMBER:
        if (lua_isinteger(lua_, -1) != 0) {
          out.held = static_cast<std::int64_t>(lua_tointeger(lua_, -1));
        } else {
          out.held = lua_tonumber(lua_, -1);
        }
        break;
      case LUA_TSTRING:
        out.held = take_text(at);
        break;
      case LUA_TFUNCTION:
        out.held = function_value{};
        break;
      case LUA_TTABLE:
        take_table(out, depth);
        break;
      case LUA_TUSERDATA:
        take_constructed(out, depth);
        break;
      default:
        break;
    }
    lua_pop(lua_, 1);
    return out;
  }

 private:
  /// One string can occur in many places, and each place gets a copy.
  std::string take_text(position at) {
    octets_ += lua_rawlen(lua_, -1);
    if (octets_ > most_octets) throw problem{at, "the strings of the scenario are too long: at most 256 MiB in all"};
    return message_at(lua_, -1);
  }

  void take_constructed(value& out, int depth) {
    const auto* object = constructed_at(lua_, -1);
    if (object == nullptr) throw problem{out.at, "this value cannot be used in a scenario"};
    constructed_value made;
    made.which = object->which;
    if (object->line > 0 && object->line != out.at.line) out.at = object->line;
    lua_getiuservalue(lua_, -1, 1);
    made.argument = std::make_shared<const value>(take(out.at, depth + 1));
    out.held = std::move(made);
  }

  const table_site* site_of_top() {
    push_sites(lua_);
    lua_pushvalue(lua_, -2);
    lua_rawget(lua_, -2);
    const auto* site =
        lua_isinteger(lua_, -1) != 0 ? map_.site(static_cast<std::size_t>(lua_tointeger(lua_, -1))) : nullptr;
    lua_pop(lua_, 2);
    return site;
  }

  void take_table(value& out, int depth) {
    auto table = std::make_shared<table_value>();
    const auto* site = site_of_top();
    table->at = out.at = site != nullptr ? site->at : out.at;
    take_items(*table, site, depth);
    take_named(*table, site, depth);
    const auto by_place = [](const table_entry& left, const table_entry& right) {
      return left.order != right.order ? left.order < right.order : left.key < right.key;
    };
    std::ranges::sort(table->named, by_place);
    out.held = std::shared_ptr<const table_value>{std::move(table)};
  }

  void take_items(table_value& table, const table_site* site, int depth) {
    const auto length = lua_rawlen(lua_, -1);
    for (lua_Unsigned index = 1; index <= length; ++index) {
      lua_rawgeti(lua_, -1, static_cast<lua_Integer>(index));
      table.items.push_back(take(place_of_item(table, site, index), depth + 1));
    }
  }

  static position place_of_item(const table_value& table, const table_site* site, lua_Unsigned index) {
    if (site == nullptr) return table.at;
    const auto keyed = site->named.find("[" + std::to_string(index) + "]");
    if (keyed != site->named.end()) return keyed->second.value_at;
    if (site->items.empty()) return table.at;
    return site->items[std::min<std::size_t>(index, site->items.size()) - 1].value_at;
  }

  void take_named(table_value& table, const table_site* site, int depth) {
    lua_pushnil(lua_);
    while (lua_next(lua_, -2) != 0) {
      if (lua_type(lua_, -2) == LUA_TSTRING) {
        lua_pushvalue(lua_, -2);
        const auto key = message_at(lua_, -1);
        lua_pop(lua_, 1);
        table.named.push_back(take_entry(key, table, site, depth));
        continue;
      }
      const auto index = lua_isinteger(lua_, -2) != 0 ? lua_tointeger(lua_, -2) : 0;
      const bool item = index >= 1 && static_cast<std::size_t>(index) <= table.items.size();
      if (!item) throw problem{table.at, "a key of this table is neither a name nor an index of a list without gaps"};
      lua_pop(lua_, 1);
    }
  }

  static const field_site* field_of(const table_site* site, const std::string& key) {
    if (site == nullptr) return nullptr;
    const auto found = site->named.find(key);
    return found == site->named.end() ? nullptr : &found->second;
  }

  /// Reads the value at the top of the stack, and pops it.
  table_entry take_entry(const std::string& key, const table_value& table, const table_site* site, int depth) {
    table_entry out;
    out.key = key;
    out.key_at = table.at;
    out.order = SIZE_MAX;
    position value_at = table.at;
    if (const auto* field = field_of(site, key)) {
      out.key_at = field->key_at;
      out.order = field->order;
      value_at = field->value_at;
    } else if (const auto place = map_.place_of_assignment(key)) {
      out.key_at = value_at = *place;
    }
    out.content = take(value_at, depth + 1);
    return out;
  }

  lua_State* lua_;
  const source_map& map_;
  std::size_t taken_ = 0;
  std::size_t octets_ = 0;
};

}  // namespace

void push_marker(lua_State* lua) {
  lua_pushcfunction(lua, &mark);
}

value read_value(lua_State* lua, const source_map& map, int line) {
  return value_reader{lua, map}.take(line, 0);
}

std::string_view type_of(const value& what) noexcept {
  constexpr std::string_view names[] = {"nothing",  "a boolean",  "a number", "a number",
                                        "a string", "a function", "a table"};
  if (const auto* made = std::get_if<constructed_value>(&what.held)) return info(made->which).name;
  return names[what.held.index()];
}

}  // namespace pop3kit::serving::lua
