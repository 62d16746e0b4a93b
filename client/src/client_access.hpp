#pragma once

#include <pop3kit/client.hpp>

#include "session/environment.hpp"

namespace pop3kit::engine {

/// Makes clients that use other streams than TCP and another clock than the system's, for tests and simulations.
struct client_access {
  /// Makes a client. The clock must outlive it.
  [[nodiscard]] static async_client make(asio::any_io_executor executor, client_options options, connector connect,
                                         net::clock& time);
  /// Makes a blocking client with its own event loop, which the connector gets from this_coro::executor.
  [[nodiscard]] static client make_blocking(client_options options, connector connect, net::clock& time);
};

}  // namespace pop3kit::engine
