#pragma once

#include <chrono>

#include "support/server_process.hpp"

namespace bench {

/// Puts distance before a server: every octet, and every end of a stream, arrives `one_way` later than it was sent, in
/// order and without a limit on throughput. A connection costs its round trips too: the server sees it as late as it
/// would see the last step of TCP's handshake. There is no slow start and no loss; real networks are a little worse.
[[nodiscard]] server_process start_delay_relay(server_ports upstream, std::chrono::microseconds one_way);

}  // namespace bench
