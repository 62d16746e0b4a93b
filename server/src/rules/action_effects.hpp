#pragma once

#include <string>
#include <string_view>

#include "response/response_plan.hpp"
#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// Returns the part of an action that happens in any case once the rule was chosen for a command. Whether the rest
/// happens depends on the response.
[[nodiscard]] action certain_part(const action& wanted, std::string_view keyword);
/// Returns the part of the rest that has happened.
[[nodiscard]] action happened_part(const action& wanted, const deviation_set& happened);
/// Returns true if the action does anything.
[[nodiscard]] bool does_something(const action& what) noexcept;

/// Returns what a rule does, for the journal and for people: "delay 20 ms, fault bare_lf".
[[nodiscard]] std::string to_text(const action& what);

/// Returns the name of a rule: "file:line: RETR".
[[nodiscard]] std::string name_of(const rule& which);

}  // namespace pop3kit::serving
