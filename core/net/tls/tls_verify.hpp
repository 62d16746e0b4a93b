#pragma once

#include <optional>
#include <string_view>

#include "net/tls/tls_native.hpp"

namespace pop3kit::net {

/// The callback for SSL_CTX_set_cert_verify_callback. Checks chain, host name and pins as the connection's context
/// requires. Stores the reason of a refusal in the connection's verdict.
///
/// A pin must match a key of the verified chain. If verification is off, only the leaf counts: the peer has proved that
/// it has the leaf's key, but could have added any other certificate.
int verify_peer(X509_STORE_CTX* store, void* unused);

/// Returns the digest of a pin, "BASE64" or "sha256//BASE64". Returns nothing if it is not a SHA-256 digest.
[[nodiscard]] std::optional<spki_digest> parse_pin(std::string_view pin);

/// Returns the SHA-256 of the certificate's SubjectPublicKeyInfo.
[[nodiscard]] spki_digest spki_sha256(X509* certificate);

/// Returns a digest as a pin has it, in base64.
[[nodiscard]] std::string to_pin(const spki_digest& digest);

}  // namespace pop3kit::net
