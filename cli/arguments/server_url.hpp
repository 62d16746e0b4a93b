#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// pop3://[user[;AUTH=MECH]@]host[:port] (RFC 2384), and pop3s:// for TLS from the first octet.
struct server_url {
  server_url() = default;
  bool implicit_tls = false;
  std::string user;       ///< decoded; empty if not given
  std::string mechanism;  ///< upper case; empty: any
  std::string host;       ///< decoded, an IPv6 literal without its brackets
  std::uint16_t port = 0;

  /// Returns "host:port" for people to read.
  [[nodiscard]] std::string where() const;
};

/// Throws command_error (2) if the URL is invalid or contains a password. The error text does not repeat the URL.
[[nodiscard]] server_url parse_server_url(std::string_view text);

}  // namespace pop3kit::command
