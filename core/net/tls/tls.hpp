#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/stream/byte_stream.hpp"

namespace pop3kit::net {

enum class tls_version { tls1_0, tls1_1, tls1_2, tls1_3 };

struct tls_client_settings {
  tls_client_settings() = default;
  tls_version minimum = tls_version::tls1_2;
  bool verify = true;                         ///< chain and host name
  bool use_system_trust = true;               ///< beside the authorities given here
  std::string ca_file;                        ///< PEM; empty: none
  std::string ca_pem;                         ///< PEM text; empty: none
  std::vector<std::string> spki_sha256_pins;  ///< base64; if any is given one of the chain must match
  std::string certificate_pem;                ///< client certificate chain
  std::string private_key_pem;
  std::string certificate_file;  ///< PEM, in place of certificate_pem; empty: none
  std::string private_key_file;  ///< PEM, in place of private_key_pem; empty: none
  std::string private_key_passphrase;
};

struct tls_server_settings {
  tls_server_settings() = default;
  std::string certificate_pem;  ///< leaf first
  std::string private_key_pem;
  tls_version minimum = tls_version::tls1_2;
  tls_version maximum = tls_version::tls1_3;
  std::string client_ca_pem;  ///< empty: no client certificate is asked for
  bool require_client_certificate = false;
  bool weak = false;  ///< keys and digests that nobody should accept any more may be used
  bool close_notify =
      true;  ///< false: the stream ends without it, as after an attack on its end (RFC 8446 section 6.1)
};

/// Shared by all connections of one client or one server; holds sessions for resumption. Immutable once made.
class tls_context {
 public:
  struct native;  ///< the part that uses OpenSSL, in tls_native.hpp

  /// Files that cannot be read and PEM that cannot be parsed are errors here, before any connection is made.
  [[nodiscard]] static outcome<std::shared_ptr<tls_context>> make(const tls_client_settings& settings);
  /// `trouble` gets which setting cannot be used, its file and why.
  [[nodiscard]] static outcome<std::shared_ptr<tls_context>> make(const tls_client_settings& settings,
                                                                  std::string& trouble);
  [[nodiscard]] static outcome<std::shared_ptr<tls_context>> make(const tls_server_settings& settings);
  explicit tls_context(std::unique_ptr<native> held);
  ~tls_context();

  [[nodiscard]] native& get() noexcept { return *native_; }

 private:
  std::unique_ptr<native> native_;
};

/// Why a handshake failed, in words a user can act on; filled on failure.
struct tls_diagnosis {
  tls_diagnosis() = default;
  std::string text;  ///< which certificate, and what of it; what to do about it follows from the code
};

/// Wraps `lower` and performs the handshake. `lower` must hold no unread octets of the TLS stream. Errors: the
/// certificate_* and tls_* codes of errc, or errc::cancelled. A refused client certificate may show at the first read
/// only.
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> connect_tls(stream_ptr lower, std::shared_ptr<tls_context> context,
                                                               std::string host_name, tls_diagnosis& diagnosis);
[[nodiscard]] asio::awaitable<outcome<stream_ptr>> accept_tls(stream_ptr lower, std::shared_ptr<tls_context> context,
                                                              tls_diagnosis& diagnosis);

}  // namespace pop3kit::net
