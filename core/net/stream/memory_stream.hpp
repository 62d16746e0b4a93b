#pragma once

#include <cstddef>
#include <utility>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Two ends joined in memory: what one writes the other reads, in order. `capacity` octets fit into each direction
/// before a write waits, as in a socket; `slice` bounds what one read returns (0: no bound), so tests can deliver octet
/// by octet.
///
/// close() of one end lets the other read what is under way, then errc::connection_closed; its writes fail with
/// broken_pipe. After reset() the other end reads what is under way, then fails with connection_reset. The two
/// executors may belong to different contexts, but to one thread: nothing here is locked.
[[nodiscard]] std::pair<stream_ptr, stream_ptr> make_memory_pipe(asio::any_io_executor first_executor,
                                                                 asio::any_io_executor second_executor,
                                                                 std::size_t capacity = 65536, std::size_t slice = 0);

}  // namespace pop3kit::net
