#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// A class of the definitions: a kind of table.
struct editor_class {
  std::string_view name;             ///< "pop3kit.rule"
  std::vector<std::string> keys;     ///< as they are in the tables of keys
  std::vector<std::string> untyped;  ///< keys that take a table, but whose tables have no type here
};

/// Returns the classes that the definitions have for the tables of a scenario.
[[nodiscard]] std::vector<editor_class> editor_classes();

/// Returns server/lua/pop3kit.lua: what scenarios can say, in the annotations of the Lua language server (LuaLS), so
/// that editors complete and check it.
[[nodiscard]] std::string editor_definitions();

}  // namespace pop3kit::serving
