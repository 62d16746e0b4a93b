#pragma once

#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>
#include <string>

#include "link/connection.hpp"
#include "session/environment.hpp"

namespace pop3kit::engine {

/// Logs in by the first mechanism of the plan that works. A refusal is typed: errc::in_use, login_delay,
/// temporary_failure, permanent_failure, or authentication_failed; the failure names the mechanisms that were tried. A
/// secret that was refused is not tried again. `offered` is null for a server without CAPA; `timestamp` is empty for
/// one without APOP. `ahead`: commands may be sent before the replies to those before them. Every failure ends the
/// session.
[[nodiscard]] asio::awaitable<result<>> log_in(connection& link, environment& around, const capabilities* offered,
                                               std::string timestamp, bool ahead);

}  // namespace pop3kit::engine
