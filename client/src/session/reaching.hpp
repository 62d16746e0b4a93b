#pragma once

#include <pop3kit/result.hpp>
#include <string>

#include "session/environment.hpp"

namespace pop3kit::engine {

/// Returns the connector for production: it connects to the first address of the host that answers (RFC 8305), from
/// `local_address` if that is not empty.
[[nodiscard]] connector connect_by_tcp(const std::string& local_address);

/// Opens a stream without TLS to the server, through the proxy if there is one.
///
/// A failure names the server or proxy and the addresses that were tried. The function has no deadline of its own. The
/// environment must live until the call has ended.
[[nodiscard]] asio::awaitable<result<net::stream_ptr>> reach_server(environment& around);

/// Returns "host:port", followed by the proxy if there is one.
[[nodiscard]] std::string way_to_server(const environment& around);

}  // namespace pop3kit::engine
