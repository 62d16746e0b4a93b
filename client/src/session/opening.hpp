#pragma once

#include <memory>
#include <optional>
#include <pop3kit/capabilities.hpp>
#include <pop3kit/result.hpp>

#include "session/session.hpp"

namespace pop3kit::engine {

/// What open_session() and its caller tell each other while the session is opened.
struct opening_notes {
  bool out_of_time = false;   ///< the caller sets it before it cancels the opening because of a timeout
  std::uint64_t ordinal = 0;  ///< number of the connection, as in trace_event; 0 before there is one
};

/// Opens a session in TRANSACTION state: connects, reads the greeting, sends CAPA, negotiates TLS and logs in.
///
/// CAPA is sent again after each step that may change its reply (RFC 2595 section 4, RFC 2449 section 5). After the
/// login the session sends it later if it can pipeline. If `known` has a value, CAPA is not sent at all. The function
/// has no deadline of its own. The environment and the notes must live until the call has ended.
[[nodiscard]] asio::awaitable<result<std::unique_ptr<session>>> open_session(environment& around,
                                                                             std::optional<known_capabilities> known,
                                                                             opening_notes& notes);

}  // namespace pop3kit::engine
