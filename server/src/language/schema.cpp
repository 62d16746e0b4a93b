#include "language/schema.hpp"

#include <algorithm>

namespace pop3kit::serving::lua {

void check_names(const table_value& table, std::span<const std::string_view> names, std::string_view what,
                 reading& context) {
  for (const auto& entry : table.named) {
    if (std::ranges::find(names, entry.key) != names.end()) continue;
    const path_step key(context, entry.key);
    context.report(entry.key_at,
                   "unknown key '" + entry.key + "' in " + std::string{what} + did_you_mean(entry.key, names));
  }
  if (!table.items.empty()) {
    context.report(table.items.front().at, "expected a key of " + std::string{what} + ", got " +
                                               std::string{type_of(table.items.front())} + " without a name");
  }
}

}  // namespace pop3kit::serving::lua
