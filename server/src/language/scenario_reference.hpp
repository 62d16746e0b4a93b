#pragma once

#include <string>
#include <vector>

#include "language/schema.hpp"

namespace pop3kit::serving {

/// The reference of the scenario language in Markdown, made from the tables that scenario files are checked against:
/// what a server is, which docs/reference/scenarios.md holds.
[[nodiscard]] std::string scenario_reference();

/// What goes wrong with it, which docs/reference/rules.md holds.
[[nodiscard]] std::string rule_reference();

/// Faults and quirks by name, which docs/reference/faults.md holds.
[[nodiscard]] std::string fault_reference();

/// What hooks can do, which docs/reference/hooks.md holds.
[[nodiscard]] std::string hook_reference();

/// The sections about tables, in their order.
[[nodiscard]] std::vector<lua::section> scenario_sections();

}  // namespace pop3kit::serving
