#pragma once

#include <chrono>

#include "support/server_process.hpp"

namespace bench {

/// Starts a relay that simulates distance to a server. Every octet, and every end of a stream, arrives `one_way` later
/// than it was sent, in order and without a limit on throughput. Connecting takes its round trips too: the server sees
/// a connection when the last step of TCP's handshake would arrive. There is no slow start and no loss, so real
/// networks are slightly slower.
[[nodiscard]] server_process start_delay_relay(server_ports upstream, std::chrono::microseconds one_way);

}  // namespace bench
