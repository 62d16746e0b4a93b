#pragma once

#include <string_view>

#include "language/value_readers.hpp"

/// Finds rules and expectations that can never match or act, so that `check` refuses them. If they were accepted, they
/// would do nothing, and every client would pass.
namespace pop3kit::serving::lua {

/// Refuses an argument of a pattern that none of these commands takes. Throws `problem`. `verbs` are in upper case,
/// separated by bars.
void check_pattern_argument(std::string_view verbs, std::string_view argument, position at);

/// Refuses an impossible value of the key `argument`. It may contain any octets, as a broken client might send them,
/// but it must be one argument and not a range.
void check_whole_argument(std::string_view verbs, std::string_view argument, position at);

/// Reports each key of the rule that prevents it from matching, and each action that can never happen.
void check_rule(const rule& made, const value& from, const scenario::description& into, reading& context);

/// Reports expectations of impossible events: of users without an account, before a connection begins, after it has
/// ended.
void check_expectation(const count_expectation& made, position at, const scenario::description& into, reading& context);
void check_expectation(const order_expectation& made, position at, const scenario::description& into, reading& context);

/// Reports rules that wait for a mark that no rule sets. Call it after all rules were read.
void check_marks(const scenario::description& made, reading& context);

}  // namespace pop3kit::serving::lua
