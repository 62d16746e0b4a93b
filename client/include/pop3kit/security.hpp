#pragma once

#include <string>
#include <vector>

namespace pop3kit {

/// How the connection to the server is encrypted.
enum class security {
  automatic,  ///< implicit TLS on port 995, STLS on any other port; never plaintext
  implicit,   ///< TLS from the first octet (RFC 8314 section 3.2)
  stls,       ///< plaintext until STLS (RFC 2595 section 4); fails if the server does not offer it
  none,       ///< no encryption, not even of credentials; never chosen automatically
};

/// The oldest TLS version that the client accepts.
enum class tls_minimum {
  tls1_2,         ///< TLS 1.2 (RFC 5246)
  tls1_3,         ///< TLS 1.3 (RFC 8446)
  tls1_1_unsafe,  ///< TLS 1.1, which is deprecated (RFC 8996): only for servers that have nothing better
  tls1_0_unsafe,  ///< TLS 1.0, which is deprecated (RFC 8996): only for servers that have nothing better
};

/// What the client accepts in a TLS handshake, and its own certificate.
///
/// By default the client verifies the certificate chain with the system's authorities, and that the certificate names
/// the host.
struct tls_options {
  /// Makes the default options.
  tls_options() = default;
  tls_minimum minimum = tls_minimum::tls1_2;  ///< the oldest TLS version that is accepted
  bool verify = true;                         ///< false accepts any certificate: only for tests
  bool use_system_trust = true;               ///< whether the system's authorities are trusted
  std::string ca_file;                        ///< more trusted authorities: name of a PEM file
  std::string ca_pem;                         ///< more trusted authorities: PEM text
  /// Base64 of the SHA-256 of public keys (SPKI). If not empty, the chain must contain one of these keys.
  std::vector<std::string> spki_sha256_pins;
  std::string certificate_file;  ///< client certificate chain: name of a PEM file
  std::string certificate_pem;   ///< client certificate chain: PEM text; not together with certificate_file
  std::string private_key_file;  ///< private key of the client certificate: name of a PEM file
  std::string private_key_pem;  ///< private key of the client certificate: PEM text; not together with private_key_file
  /// Passphrase of the private key, from a file or from memory. Ignored if the key is not encrypted.
  std::string private_key_passphrase;
};

}  // namespace pop3kit
