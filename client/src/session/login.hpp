#pragma once

#include <pop3kit/client_options.hpp>
#include <pop3kit/result.hpp>

#include "link/connection.hpp"
#include "session/login_plan.hpp"

namespace pop3kit::engine {

/// Logs in by the mechanism chosen. A refusal is typed: errc::in_use, login_delay, temporary_failure,
/// permanent_failure, or authentication_failed. The password is tried once. The credentials must outlive the call.
[[nodiscard]] asio::awaitable<result<>> log_in(connection& link, const credentials& who, login_choice how);

}  // namespace pop3kit::engine
