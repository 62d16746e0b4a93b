#pragma once

#include <cstdint>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>

namespace pop3kit {

enum class proxy_kind {
  socks4a,  ///< a user name at most, which is no secret
  socks5,   ///< RFC 1928; user name and password by RFC 1929
  http,     ///< CONNECT (RFC 9110 section 9.3.6); user name and password by Basic (RFC 7617)
};

/// A proxy on the way to the server. The server's name goes to the proxy as it is: this machine does not resolve it.
/// Protection between client and server is what it is without a proxy; between client and proxy there is none, so the
/// proxy's password travels in the clear.
struct proxy_options {
  proxy_options() = default;
  proxy_options(proxy_kind which, std::string proxy_host, std::uint16_t proxy_port)
      : kind(which), host(std::move(proxy_host)), port(proxy_port) {}

  proxy_kind kind = proxy_kind::socks5;
  std::string host;
  std::uint16_t port = 0;  ///< 0: 1080 for SOCKS, 80 for HTTP
  std::string user;        ///< empty: no credentials
  std::string password;    ///< errc::invalid_proxy without a user name
};

/// From "socks5://user:password@host:port", "socks4a://..." or "http://...": percent-encoded where it must be, an IPv6
/// address in brackets, credentials and port optional. "socks5h" means the same as "socks5". errc::invalid_proxy; the
/// detail says why and never repeats the URL.
[[nodiscard]] result<proxy_options> parse_proxy(std::string_view url);

}  // namespace pop3kit
