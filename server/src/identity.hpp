#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "net/certificate_authority.hpp"
#include "net/tls.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// A server's certificate, signed by an authority of its own; both are made in memory and die with it.
struct identity {
  identity() = default;
  std::string ca_pem;
  std::shared_ptr<net::tls_context> tls;
};

[[nodiscard]] outcome<net::certificate_authority> make_authority(std::chrono::system_clock::time_point now);

/// `host` goes into the certificate beside localhost, 127.0.0.1 and ::1. Where `client_ca_pem` is given, clients are
/// asked for a certificate of those authorities; they need not have one.
[[nodiscard]] outcome<identity> make_identity(const std::string& host, std::chrono::system_clock::time_point now,
                                              const std::string& client_ca_pem = {});
/// The same by an authority that there is already.
[[nodiscard]] outcome<identity> make_identity(const net::certificate_authority& authority, const std::string& host,
                                              std::chrono::system_clock::time_point now,
                                              const std::string& client_ca_pem);

}  // namespace pop3kit::serving
