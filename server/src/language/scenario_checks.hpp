#pragma once

#include <string_view>

#include "language/value_readers.hpp"

/// Finds what can never match or never act, so that `check` refuses it: a rule or an expectation that silently does
/// nothing would let every client pass.
namespace pop3kit::serving::lua {

/// Refuses the argument of a pattern that none of these commands takes. Throws problem. `verbs` in upper case with bars
/// between them.
void check_pattern_argument(std::string_view verbs, std::string_view argument, int line);

/// The same for an argument that is given on its own: it may be any octets, as a broken client might send them, but not
/// several arguments and not a range.
void check_whole_argument(std::string_view verbs, std::string_view argument, int line);

/// Reports each key of the rule that keeps it from matching, and each action that can never happen.
void check_rule(const rule& made, const value& from, const scenario::description& into, reading& context);

/// Reports expectations of what cannot come: of users who have no account, before a connection, after its end.
void check_expectation(const count_expectation& made, int line, const scenario::description& into, reading& context);
void check_expectation(const order_expectation& made, int line, const scenario::description& into, reading& context);

/// Reports rules that wait for a mark which no rule makes. After all rules were read.
void check_marks(const scenario::description& made, reading& context);

}  // namespace pop3kit::serving::lua
