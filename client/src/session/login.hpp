#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>
#include <string>

#include "link/connection.hpp"
#include "session/environment.hpp"

namespace pop3kit::engine {

/// Logs in with the first mechanism of the plan that works.
///
/// `offered` is null if the server does not support CAPA. `timestamp` is empty if it does not support APOP. If `ahead`
/// is true, commands may be pipelined. A refused secret is not tried again. A refusal is errc::in_use, login_delay,
/// temporary_failure, permanent_failure or authentication_failed; the failure names the mechanisms that were tried.
/// Every failure ends the session.
[[nodiscard]] asio::awaitable<result<>> log_in(connection& link, environment& around, const capabilities* offered,
                                               std::string timestamp, bool ahead);

}  // namespace pop3kit::engine
