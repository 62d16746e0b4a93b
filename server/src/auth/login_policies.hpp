#pragma once

#include <string>

#include "scenario/description.hpp"

namespace pop3kit::serving {

/// The least time between two logins of this account (RFC 2449 section 6.5); zero: none.
[[nodiscard]] net::duration login_delay_of(const scenario::description& what, const account& owner);

/// LOGIN-DELAY, where there is one, and EXPIRE as CAPA tells them: for `owner`, or for whoever may come where it is
/// null. If accounts differ then, the longest delay and the shortest time are told, with USER behind them (RFC 2449
/// sections 6.5 and 6.7).
void append_policies(std::string& lines, const scenario::description& what, const account* owner);

}  // namespace pop3kit::serving
