#pragma once

#include <memory>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>

#include "session/session.hpp"

namespace pop3kit::engine {

/// The way from nothing to TRANSACTION state: connect, greeting, CAPA, TLS, login. CAPA is asked again after each step
/// that may change it (RFC 2595 section 4, RFC 2449 section 5). No deadline of its own. The environment must outlive
/// the call.
[[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open_session(environment& around);

}  // namespace pop3kit::engine
