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

/// A server's certificates, signed by its own authority. They exist only in memory.
struct identity {
  identity() = default;
  std::string ca_pem;
  std::shared_ptr<net::tls_context> tls;                       ///< null: no TLS at all
  std::vector<std::shared_ptr<net::tls_context>> conditioned;  ///< one for each TLS condition, in place of `tls`
};

/// Returns the contents of a sound certificate: localhost, its addresses and `host`, each once, in any spelling of
/// `host`.
[[nodiscard]] net::certificate_request sound_request(const std::string& host,
                                                     std::chrono::system_clock::time_point now);

/// Returns the contents of a certificate of this kind.
[[nodiscard]] net::certificate_request request_of(certificate_kind kind, const std::string& host,
                                                  std::chrono::system_clock::time_point now);

[[nodiscard]] outcome<net::certificate_authority> make_authority(std::chrono::system_clock::time_point now);

/// Makes the certificates. They name `host`, localhost, 127.0.0.1 and ::1. If the scenario has a `client_ca`, the
/// server asks clients for a certificate of those authorities, but does not require one.
[[nodiscard]] outcome<identity> make_identity(const std::string& host, std::chrono::system_clock::time_point now,
                                              const scenario::description& what = scenario::description());
/// Makes the certificates with an existing authority.
[[nodiscard]] outcome<identity> make_identity(const net::certificate_authority& authority, const std::string& host,
                                              std::chrono::system_clock::time_point now,
                                              const scenario::description& what);

}  // namespace pop3kit::serving
