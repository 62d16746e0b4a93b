#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <pop3kit/simulated_link.hpp>
#include <utility>

#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::simulated {

/// Two ends of a connection, which delays and cuts octets as its link says. Otherwise it is like
/// net::make_memory_pipe(): after close() of one end, the other can still read what was sent; writes to a closed end
/// fail; nothing is locked.
class link_pipe {
 public:
  virtual ~link_pipe() = default;
  /// Ends the connection as a reset by the network does: both ends fail at once.
  virtual void break_off() noexcept = 0;
  /// Whether the client's end is open.
  [[nodiscard]] virtual bool client_holds() const noexcept = 0;
};

struct piped_link {
  std::shared_ptr<link_pipe> pipe;
  net::stream_ptr client;
  net::stream_ptr server;
};

/// Makes both ends. The clock must outlive them. `happened` counts the events on the link.
[[nodiscard]] piped_link make_link_pipe(const net::asio::any_io_executor& executor, net::clock& time,
                                        const simulated_link& link, std::uint64_t seed,
                                        std::shared_ptr<std::uint64_t> happened);

}  // namespace pop3kit::simulated
