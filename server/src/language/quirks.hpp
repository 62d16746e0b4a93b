#pragma once

#include <span>
#include <string_view>

#include "language/value_readers.hpp"

namespace pop3kit::serving::lua {

/// A personality by name: a bundle of rules and network conditions, written as a scenario itself.
struct quirk {
  std::string_view name;
  std::string_view meaning;  ///< one sentence for the reference
  std::string_view script;
};

[[nodiscard]] std::span<const quirk> quirk_table() noexcept;

/// Reads `quirk "name"`: its rules come where it stands, at the line where it stands.
void read_quirk(const value& from, scenario::description& into, reading& context);

}  // namespace pop3kit::serving::lua
