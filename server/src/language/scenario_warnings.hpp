#pragma once

#include "language/value_readers.hpp"
#include "lua/source_map.hpp"

/// Finds what is allowed in a scenario, but has no effect. Everything that may have an effect is left alone: hooks, and
/// programs that control the running server, can release gates and deliver mail.
namespace pop3kit::serving::lua {

/// Warns of each key that is written twice in one table. Lua keeps one of the values without a word.
void warn_of_duplicate_keys(const source_map& map, reading& context);

/// Warns of rules that can never fire, of marks and gates that no rule uses, and of unknown users and capabilities.
/// Requires that the scenario has no errors. `hooked`: it has hooks.
void warn_of_rules(const scenario::description& made, bool hooked, reading& context);

}  // namespace pop3kit::serving::lua
