#pragma once

#include <cstddef>
#include <pop3kit/result.hpp>

#include "link/connection.hpp"
#include "link/dialogue.hpp"
#include "link/pipelining_trust.hpp"

namespace pop3kit::engine {

/// How many commands, and octets of commands, may be in flight. One command means lock-step.
struct window {
  std::size_t commands = 1;
  std::size_t octets = 0;
};

inline constexpr window lock_step{1, 0};
inline constexpr window pipelined{256, std::size_t{16} * 1024};

/// Runs a dialogue until it has no more commands and every reply has arrived.
///
/// Commands are sent in a window. If more than one is in flight, writing runs concurrently with reading, because a
/// server may not read while it writes, and both sides would block. A failure closes the connection and names the verb
/// whose reply was due. Octets that no command asked for are errc::unsolicited_data. If `seen` is not null, it records
/// how the server handles pipelined commands, and must live until the call has ended.
[[nodiscard]] asio::awaitable<result<>> exchange(connection& link, dialogue& talk, window limits,
                                                 pipelining_evidence* seen = nullptr);

}  // namespace pop3kit::engine
