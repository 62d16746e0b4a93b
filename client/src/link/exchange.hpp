#pragma once

#include <cstddef>
#include <pop3kit/result.hpp>

#include "link/connection.hpp"
#include "link/dialogue.hpp"
#include "link/pipelining_trust.hpp"

namespace pop3kit::engine {

/// How much may be on its way unanswered. One command is lock-step.
struct window {
  std::size_t commands = 1;
  std::size_t octets = 0;
};

inline constexpr window lock_step{1, 0};
inline constexpr window pipelined{256, std::size_t{16} * 1024};

/// Holds a dialogue with the server until it has no more to say and every reply has come. Commands go out in a window;
/// with more than one in flight the writing runs beside the reading, so that a server which does not read while it
/// writes cannot block both ends. Any failure closes the connection; it carries the verb whose reply was due.
/// Octets that no command asked for are errc::unsolicited_data.
[[nodiscard]] asio::awaitable<result<>> exchange(connection& link, dialogue& talk, window limits);
/// The same, noting in `seen` how the server takes commands that are sent ahead.
[[nodiscard]] asio::awaitable<result<>> exchange(connection& link, dialogue& talk, window limits,
                                                 pipelining_evidence& seen);

}  // namespace pop3kit::engine
