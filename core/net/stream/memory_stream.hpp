#pragma once

#include <cstddef>
#include <utility>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

/// Makes two ends that are joined in memory: each end reads what the other writes, in order. Each direction holds
/// `capacity` octets before a write waits, as in a socket. `slice` limits what one read returns (0: no limit), so that
/// tests can deliver octet by octet.
///
/// After close() of one end, the other end reads what was written before, then errc::connection_closed; its writes fail
/// with broken_pipe. After reset(), the other end reads what was written before, then fails with connection_reset. The
/// two executors may belong to different contexts, but must run in one thread: there are no locks.
[[nodiscard]] std::pair<stream_ptr, stream_ptr> make_memory_pipe(asio::any_io_executor first_executor,
                                                                 asio::any_io_executor second_executor,
                                                                 std::size_t capacity = 65536, std::size_t slice = 0);

}  // namespace pop3kit::net
