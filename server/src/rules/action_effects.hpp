#pragma once

#include <string>
#include <string_view>

#include "response/response_plan.hpp"
#include "scenario/rule.hpp"

namespace pop3kit::serving {

/// What of a rule's action is bound to happen once the rule was chosen for a command; the rest depends on what the
/// response turns out to be.
[[nodiscard]] action certain_part(const action& wanted, std::string_view keyword);
/// What of a rule's action has happened, as far as that was in doubt.
[[nodiscard]] action happened_part(const action& wanted, const deviation_set& happened);
/// Whether the action does anything at all.
[[nodiscard]] bool does_something(const action& what) noexcept;

/// What a rule does, for the journal and for people: "delay 20 ms, fault bare_lf".
[[nodiscard]] std::string to_text(const action& what);

/// Which rule it is: "file:line: RETR".
[[nodiscard]] std::string name_of(const rule& which);

}  // namespace pop3kit::serving
