#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::net {

/// How a host is found and connected to. The defaults are the system's; tests replace them.
struct connect_settings {
  using resolver = std::function<asio::awaitable<outcome<std::vector<asio::ip::address>>>(std::string host)>;
  /// One attempt to connect to one address. It must end soon after its coroutine is cancelled.
  using attempt = std::function<asio::awaitable<outcome<stream_ptr>>(asio::ip::tcp::endpoint address)>;

  connect_settings();
  resolver find_addresses;
  attempt connect_to;  ///< empty: by TCP, from `local_address` if there is one
  /// If it is given, only addresses of its family are tried.
  std::optional<asio::ip::address> local_address;
  clock* time;  ///< must outlive the call
  /// The Connection Attempt Delay (RFC 8305 section 5): how long an attempt may take before the next one begins.
  duration attempt_delay = std::chrono::milliseconds(250);
};

/// Resolves a host and connects over TCP to the first of its addresses that answers; TCP_NODELAY is set.
///
/// Several addresses are tried as RFC 8305 says: IPv6 and IPv4 in turn, the next one as soon as an attempt fails or has
/// taken `attempt_delay`, while earlier attempts go on. When one connects, the others are cancelled. There is no limit
/// in time: cancel the coroutine to end resolving and all attempts.
///
/// Errors: errc::host_not_found, errc::cancelled, boost::asio::error::address_family_not_supported if no address of the
/// host is of the family of `local_address`, or what the system says about the host's preferred address.
/// `tried` names each address that was tried and what became of it, unless the host is an address itself. It must
/// outlive the call.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port, std::string& tried,
                                                               connect_settings how);
/// The same by the system's resolver and clock, without the list of addresses.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_tcp(std::string host, std::uint16_t port);

}  // namespace pop3kit::net
