#pragma once

#include <string>
#include <vector>

namespace pop3kit {

/// How the connection is protected.
enum class security {
  automatic,  ///< implicit TLS on port 995, STLS on any other; never plaintext
  implicit,   ///< TLS from the first octet (RFC 8314 section 3.2)
  stls,       ///< upgrade by STLS, refused if the server lacks it (RFC 2595 section 4)
  none,       ///< plaintext, credentials included; never chosen for you
};

/// Oldest TLS version that is accepted.
enum class tls_minimum { tls1_2, tls1_3, tls1_1_unsafe, tls1_0_unsafe };

/// What makes a server trustworthy. The defaults verify the chain against the system's authorities and the host name.
struct tls_options {
  tls_options() = default;
  tls_minimum minimum = tls_minimum::tls1_2;
  bool verify = true;  ///< false accepts any certificate: tests only
  bool use_system_trust = true;
  std::string ca_file;                        ///< further authorities, PEM file
  std::string ca_pem;                         ///< further authorities, PEM text
  std::vector<std::string> spki_sha256_pins;  ///< base64 of the SHA-256 of a public key of the chain
  std::string certificate_file;               ///< client certificate chain, PEM file
  std::string certificate_pem;                ///< client certificate chain, PEM text; not with certificate_file
  std::string private_key_file;               ///< its key, PEM file
  std::string private_key_pem;                ///< its key, PEM text; not with private_key_file
  /// Decrypts the key, from a file or from memory. Ignored if the key is not encrypted.
  std::string private_key_passphrase;
};

}  // namespace pop3kit
