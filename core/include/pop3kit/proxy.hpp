#pragma once

#include <cstdint>
#include <pop3kit/result.hpp>
#include <string>
#include <string_view>

namespace pop3kit {

/// The protocol between the client and the proxy.
enum class proxy_kind {
  socks4a,  ///< SOCKS4A; can send a user name, but no password
  socks5,   ///< SOCKS5 (RFC 1928); sends user name and password as RFC 1929 says
  http,     ///< HTTP CONNECT (RFC 9110 section 9.3.6); sends user name and password by Basic (RFC 7617)
};

/// The proxy through which the client connects to the server.
///
/// The proxy resolves the server's host name; this machine does not. TLS between the client and the server works as
/// without a proxy. The connection to the proxy itself is not encrypted, so the proxy's password is sent in plaintext.
struct proxy_options {
  /// Makes options without a host. Set `host` before use.
  proxy_options() = default;
  /// Makes options for a proxy without credentials. Port 0 stands for the default port of the protocol.
  proxy_options(proxy_kind which, std::string proxy_host, std::uint16_t proxy_port)
      : kind(which), host(std::move(proxy_host)), port(proxy_port) {}

  proxy_kind kind = proxy_kind::socks5;  ///< the protocol
  std::string host;                      ///< host name or address of the proxy; must not be empty
  std::uint16_t port = 0;                ///< 0 stands for 1080 (SOCKS) or 80 (HTTP)
  std::string user;                      ///< empty: no credentials
  std::string password;                  ///< errc::invalid_proxy if there is no user name, or with SOCKS4A
};

/// Parses a proxy URL: "socks5://user:password@host:port", "socks4a://..." or "http://...".
///
/// User name and password are percent-decoded. An IPv6 address stands in brackets. Credentials and port are optional.
/// "socks5h" means the same as "socks5". Errors: errc::invalid_proxy; failure::detail() says what is wrong, and never
/// repeats the URL because it may contain a password.
[[nodiscard]] result<proxy_options> parse_proxy(std::string_view url);

}  // namespace pop3kit
