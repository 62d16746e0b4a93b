#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::net {

/// The strength of a certificate.
enum class certificate_strength {
  sound,        ///< P-256, SHA-256
  short_key,    ///< RSA of 1024 bits
  weak_digest,  ///< signed over SHA-1
};

/// The content of a certificate. The defaults are valid for loopback.
struct certificate_request {
  certificate_request() = default;
  std::string common_name = "localhost";
  std::vector<std::string> dns_names = {"localhost"};
  std::vector<std::string> ip_addresses = {"127.0.0.1", "::1"};
  std::chrono::system_clock::time_point not_before;
  std::chrono::system_clock::time_point not_after;
  bool for_client = false;  ///< extended key usage clientAuth in place of serverAuth
  certificate_strength strength = certificate_strength::sound;
};

struct certified_key {
  certified_key() = default;
  std::string certificate_pem;
  std::string private_key_pem;
};

/// A certificate authority. Nothing is written to disk.
class certificate_authority {
 public:
  /// Makes an authority with a new key (P-256). It is valid for ten years.
  [[nodiscard]] static outcome<certificate_authority> make(const std::string& common_name,
                                                           std::chrono::system_clock::time_point now);
  /// Takes an authority that exists. Its certificate is the first one in `certificate_pem`, and `private_key_pem` is
  /// its key. errc::invalid_option, with the reason in `trouble`, if they cannot sign certificates that are valid now.
  [[nodiscard]] static outcome<certificate_authority> load(const std::string& certificate_pem,
                                                           const std::string& private_key_pem,
                                                           std::chrono::system_clock::time_point now,
                                                           std::string& trouble);
  certificate_authority(certificate_authority&&) noexcept;
  certificate_authority& operator=(certificate_authority&&) noexcept;
  ~certificate_authority();

  /// Returns the certificate, and after it those that load() found beside it.
  [[nodiscard]] const std::string& certificate_pem() const noexcept;
  [[nodiscard]] std::string private_key_pem() const;
  [[nodiscard]] outcome<certified_key> issue(const certificate_request& request) const;
  /// Makes a self-signed certificate.
  [[nodiscard]] static outcome<certified_key> self_signed(const certificate_request& request);

 private:
  struct native;
  explicit certificate_authority(std::unique_ptr<native> held);
  std::unique_ptr<native> native_;
};

}  // namespace pop3kit::net
