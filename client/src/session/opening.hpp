#pragma once

#include <memory>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>

#include "session/session.hpp"

namespace pop3kit::engine {

/// What the caller of open_session() and the opening tell each other while it is under way.
struct opening_notes {
  bool out_of_time = false;   ///< set before the opening is cancelled for lack of time
  std::uint64_t ordinal = 0;  ///< of the connection, as in trace_event; 0 before there is one
};

/// The way from nothing to TRANSACTION state: connect, greeting, CAPA, TLS, login. CAPA is asked again after each step
/// that may change it (RFC 2595 section 4, RFC 2449 section 5); behind the login it is left to the session where that
/// pipelines. With `known` it is not asked at all. No deadline of its own. The environment and the notes must
/// outlive the call.
[[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open_session(environment& around,
                                                                             std::optional<known_capabilities> known,
                                                                             opening_notes& notes);

}  // namespace pop3kit::engine
