#pragma once

#include <string>

struct ssl_st;  // OpenSSL calls it SSL; only a pointer to it is needed here

namespace pop3kit::net {

/// Facts of an established TLS connection, for reports and channel binding.
struct tls_facts {
  std::string protocol;  ///< "TLSv1.3"
  std::string cipher;
  bool session_reused = false;
  std::string tls_unique;            ///< RFC 5929, octets; empty for TLS 1.3, which has none
  std::string tls_exporter;          ///< RFC 9266, octets
  std::string tls_server_end_point;  ///< RFC 5929, octets
  std::string client_name;           ///< on the server: common name of the verified client certificate
};

/// Returns the facts of a connection whose handshake is done.
[[nodiscard]] tls_facts facts_of(ssl_st* connection);

}  // namespace pop3kit::net
