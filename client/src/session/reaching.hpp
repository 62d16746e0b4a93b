#pragma once

#include <pop3kit/result.hpp>
#include <string>

#include "session/environment.hpp"

namespace pop3kit::engine {

/// A plain stream to the server, by way of the proxy where there is one. `where` tells whom it was meant for. No
/// deadline of its own. The environment must outlive the call.
[[nodiscard]] asio::awaitable<result<net::stream_ptr>> reach_server(environment& around);

/// "host:port", and which proxy leads there.
[[nodiscard]] std::string way_to_server(const environment& around);

}  // namespace pop3kit::engine
