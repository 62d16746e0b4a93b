#pragma once

#include <string>
#include <vector>

#include "language/schema.hpp"

namespace pop3kit::serving {

/// Returns docs/reference/scenarios.md: the keys that describe a server. All these functions use the tables that the
/// checks use.
[[nodiscard]] std::string scenario_reference();

/// Returns docs/reference/rules.md: the keys of rules and of other deviations.
[[nodiscard]] std::string rule_reference();

/// Returns docs/reference/faults.md: all faults and quirks by name.
[[nodiscard]] std::string fault_reference();

/// Returns docs/reference/hooks.md: what hooks can do.
[[nodiscard]] std::string hook_reference();

/// Returns the sections about tables, in their order.
[[nodiscard]] std::vector<lua::section> scenario_sections();

}  // namespace pop3kit::serving
