#pragma once

#include <string>
#include <vector>

#include "net/tls/openssl_handles.hpp"
#include "wire/outcome.hpp"

namespace pop3kit::net {

/// Returns all certificates of a PEM text, in order. Skips other blocks. Errors: errc::invalid_option if there is none,
/// or if one cannot be parsed.
[[nodiscard]] outcome<std::vector<certificate_handle>> parse_certificates(const std::string& pem);
/// A private key. `passphrase` decrypts it, if it is encrypted; an empty one decrypts nothing. errc::invalid_option.
[[nodiscard]] outcome<key_handle> parse_private_key(const std::string& pem, const std::string& passphrase = {});

[[nodiscard]] std::string to_pem(X509* certificate);
[[nodiscard]] std::string to_pem(EVP_PKEY* private_key);

}  // namespace pop3kit::net
