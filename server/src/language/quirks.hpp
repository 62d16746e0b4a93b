#pragma once

#include <span>
#include <string_view>

#include "language/value_readers.hpp"

namespace pop3kit::serving::lua {

/// A bundle of rules and network conditions with the name of a real server. It is written as a scenario.
struct quirk {
  std::string_view name;
  std::string_view meaning;  ///< one sentence for the reference
  std::string_view script;
};

[[nodiscard]] std::span<const quirk> quirk_table() noexcept;

/// Reads `quirk "name"`. Its rules are inserted at its place, and have its line.
void read_quirk(const value& from, scenario::description& into, reading& context);

}  // namespace pop3kit::serving::lua
