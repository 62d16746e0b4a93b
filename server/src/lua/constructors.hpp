#pragma once

#include <cstdint>
#include <span>
#include <string_view>

struct lua_State;

namespace pop3kit::serving::lua {

/// The words that a scenario file makes its parts with.
enum class constructor : std::uint8_t { scenario, eml, mbox, maildir, text, message, generate, order, quirk, verb };

/// One row for each: the only place where evaluation, checking and the reference learn what a constructor is.
struct constructor_info {
  constructor id;
  std::string_view name;
  bool takes_table;  ///< a string otherwise
  bool is_mailbox_item;
  std::string_view summary;
};

[[nodiscard]] std::span<const constructor_info> constructor_table() noexcept;
[[nodiscard]] const constructor_info& info(constructor id) noexcept;

/// What a constructor call leaves in Lua: it does nothing but say what was asked for, and where. The argument is the
/// object's user value.
struct constructed_object {
  constructor which;
  int line;
};

/// Sets the constructors as globals. Raises Lua errors.
void open_constructors(lua_State* lua);

/// Null where the value at `index` was made by no constructor.
[[nodiscard]] const constructed_object* constructed_at(lua_State* lua, int index);

}  // namespace pop3kit::serving::lua
