#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <pop3kit/simulated_link.hpp>
#include <utility>

#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::simulated {

/// Two ends of a connection that is as its link says. As net::make_memory_pipe() otherwise: close() of one end lets the
/// other read what is under way, writes to an end that is gone fail, and nothing here is locked.
class link_pipe {
 public:
  virtual ~link_pipe() = default;
  /// As if the network had reset it: both ends fail at once.
  virtual void break_off() noexcept = 0;
  /// Whether the client's end is open.
  [[nodiscard]] virtual bool client_holds() const noexcept = 0;
};

struct piped_link {
  std::shared_ptr<link_pipe> pipe;
  net::stream_ptr client;
  net::stream_ptr server;
};

/// The clock must outlive both ends. `happened` counts the events that took place.
[[nodiscard]] piped_link make_link_pipe(const net::asio::any_io_executor& executor, net::clock& time,
                                        const simulated_link& link, std::uint64_t seed,
                                        std::shared_ptr<std::uint64_t> happened);

}  // namespace pop3kit::simulated
