#pragma once

#include <cstdint>
#include <span>
#include <string_view>

struct lua_State;

namespace pop3kit::serving::lua {

/// The constructors of a scenario file.
enum class constructor : std::uint8_t { scenario, eml, mbox, maildir, text, message, generate, order, quirk, verb };

/// One row for each constructor. Evaluation, checking and the reference all read this table.
struct constructor_info {
  constructor id;
  std::string_view name;
  bool takes_table;  ///< the argument is a table; otherwise a string
  bool is_mailbox_item;
  std::string_view summary;
};

[[nodiscard]] std::span<const constructor_info> constructor_table() noexcept;
[[nodiscard]] const constructor_info& info(constructor id) noexcept;

/// The result of a constructor call in Lua: it only records the constructor and its line. The argument is the object's
/// user value.
struct constructed_object {
  constructor which;
  int line;
};

/// Sets the constructors as globals. Raises Lua errors.
void open_constructors(lua_State* lua);

/// Returns null if the value at `index` was not made by a constructor.
[[nodiscard]] const constructed_object* constructed_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
