#pragma once

#include <optional>
#include <string>

#include "response/response_plan.hpp"
#include "scenario/rule.hpp"
#include "wire/verb.hpp"

namespace pop3kit::serving {

/// Returns the part of an action that happens in any case once the rule was chosen for a command. Whether the rest
/// happens depends on the response. `verb`: nothing if the command has none.
[[nodiscard]] action certain_part(const action& wanted, std::optional<wire::verb> verb);
/// Returns the part of the rest that has happened.
[[nodiscard]] action happened_part(const action& wanted, const deviation_set& happened);
/// Returns true if the action does anything.
[[nodiscard]] bool does_something(const action& what) noexcept;

/// Returns what a rule does, for the journal and for people: "delay 20 ms, fault bare_lf".
[[nodiscard]] std::string to_text(const action& what);

/// Says which rule this is: "file:line: RETR", or "file:line: 'torn' (RETR)" if the rule has a name.
[[nodiscard]] std::string title_of(const rule& which);

}  // namespace pop3kit::serving
