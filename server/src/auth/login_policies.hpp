#pragma once

#include <string>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// Returns the least time between two logins of this account (RFC 2449 section 6.5); zero: none.
[[nodiscard]] net::duration login_delay_of(const scenario::description& what, const account& owner);

/// Appends the lines LOGIN-DELAY, if there is a delay, and EXPIRE for CAPA. They are for `owner`, or before login, if
/// `owner` is null, for all accounts. If accounts differ, the lines have the longest delay and the shortest time,
/// followed by USER (RFC 2449 sections 6.5 and 6.7).
void append_policies(std::string& lines, const scenario::description& what, const account* owner);

}  // namespace pop3kit::serving
