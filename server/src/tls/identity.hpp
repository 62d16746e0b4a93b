#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "net/tls/certificate_authority.hpp"
#include "net/tls/tls.hpp"
#include "scenario/description.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// A server's certificates, signed by an authority of its own; all are made in memory and die with it.
struct identity {
  identity() = default;
  std::string ca_pem;
  std::shared_ptr<net::tls_context> tls;                       ///< null: no TLS at all
  std::vector<std::shared_ptr<net::tls_context>> conditioned;  ///< in place of it, one for each TLS condition
};

/// What a sound certificate says: localhost, its addresses and `host`, each once, whatever way `host` is written.
[[nodiscard]] net::certificate_request sound_request(const std::string& host,
                                                     std::chrono::system_clock::time_point now);

/// What a certificate of this kind says.
[[nodiscard]] net::certificate_request request_of(certificate_kind kind, const std::string& host,
                                                  std::chrono::system_clock::time_point now);

[[nodiscard]] outcome<net::certificate_authority> make_authority(std::chrono::system_clock::time_point now);

/// `host` goes into the certificate beside localhost, 127.0.0.1 and ::1. Where the scenario names a `client_ca`,
/// clients are asked for a certificate of those authorities; they need not have one.
[[nodiscard]] outcome<identity> make_identity(const std::string& host, std::chrono::system_clock::time_point now,
                                              const scenario::description& what = scenario::description());
/// The same by an authority that there is already.
[[nodiscard]] outcome<identity> make_identity(const net::certificate_authority& authority, const std::string& host,
                                              std::chrono::system_clock::time_point now,
                                              const scenario::description& what);

}  // namespace pop3kit::serving
