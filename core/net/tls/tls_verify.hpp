#pragma once

#include <optional>
#include <string_view>

#include "net/tls/tls_native.hpp"

namespace pop3kit::net {

/// For SSL_CTX_set_cert_verify_callback: chain, host name and pins as the connection's context wants them, the reason
/// of a refusal kept in the connection's verdict.
///
/// A pin must match a key of the verified chain. Where verification is off only the leaf counts: the peer has proven
/// that it holds the leaf's key, and could have added any other certificate.
int verify_peer(X509_STORE_CTX* store, void* unused);

/// The digest in a pin, "BASE64" or "sha256//BASE64"; nothing where it is no SHA-256 digest.
[[nodiscard]] std::optional<spki_digest> parse_pin(std::string_view pin);

/// SHA-256 of the certificate's SubjectPublicKeyInfo.
[[nodiscard]] spki_digest spki_sha256(X509* certificate);

/// As the pin's base64.
[[nodiscard]] std::string to_pin(const spki_digest& digest);

}  // namespace pop3kit::net
