#pragma once

#include <pop3kit/client.hpp>

#include "session/environment.hpp"

namespace pop3kit::engine {

/// Makes clients that run over something else than TCP and the system's clock: for tests and simulations.
struct client_access {
  /// The clock must outlive the client.
  [[nodiscard]] static async_client make(asio::any_io_executor executor, client_options options, connector connect,
                                         net::clock& time);
  /// On an event loop of its own, which the connector finds by this_coro::executor.
  [[nodiscard]] static client make_blocking(client_options options, connector connect, net::clock& time);
};

}  // namespace pop3kit::engine
