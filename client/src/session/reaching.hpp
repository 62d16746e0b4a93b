#pragma once

#include <pop3kit/result.hpp>
#include <string>

#include "session/environment.hpp"

namespace pop3kit::engine {

/// The connector of production: connects to the first address of the host that answers (RFC 8305), from
/// client_options::local_address if that is an address.
[[nodiscard]] connector connect_by_tcp(const std::string& local_address);

/// A plain stream to the server, through the proxy if there is one. If it fails, the failure names the server or proxy
/// and the addresses that were tried. No deadline of its own. The environment must outlive the call.
[[nodiscard]] asio::awaitable<result<net::stream_ptr>> reach_server(environment& around);

/// "host:port", and which proxy leads there.
[[nodiscard]] std::string way_to_server(const environment& around);

}  // namespace pop3kit::engine
