#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "lua/constructors.hpp"
#include "lua/problem.hpp"

/// The result of a scenario file as plain values that know their place in the file. The checks read these instead of
/// Lua values.
namespace pop3kit::serving::lua {

struct table_value;
struct value;

struct function_value {};

/// `eml "a.eml"`: the constructor and its argument.
struct constructed_value {
  constructed_value() = default;
  constructor which = constructor::scenario;
  std::shared_ptr<const value> argument;
};

struct value {
  value() = default;
  std::variant<std::monostate, bool, std::int64_t, double, std::string, function_value,
               std::shared_ptr<const table_value>, constructed_value>
      held;
  position at;
};

struct table_entry {
  table_entry() = default;
  std::string key;
  position key_at;
  std::size_t order = 0;
  value content;
};

/// Entries with names are in the order of the source if it is known, otherwise sorted by name. Items are those of 1, 2,
/// 3 ...
struct table_value {
  table_value() = default;
  position at;
  std::vector<table_entry> named;
  std::vector<value> items;
};

/// Returns "a number", "a table" and so on, for messages.
[[nodiscard]] std::string_view type_of(const value& what) noexcept;

}  // namespace pop3kit::serving::lua
