#include "net/tls/openssl_error.hpp"

#include <openssl/err.h>

#include <string>

namespace pop3kit::net {

namespace {

// Boost declares the destructor of a category protected and not virtual. No code deletes a category.
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"

class openssl_category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "openssl"; }
  std::string message(int value) const override {
    const char* reason = ERR_reason_error_string(static_cast<unsigned long>(static_cast<unsigned>(value)));
    return reason != nullptr ? reason : "OpenSSL error " + std::to_string(value);
  }
};

}  // namespace

boost::system::error_code openssl_error(unsigned long entry) noexcept {
  static const openssl_category category;
  return {static_cast<int>(static_cast<unsigned>(entry)), category};
}

unsigned long take_openssl_error() noexcept {
  const unsigned long cause = ERR_get_error();
  ERR_clear_error();
  return cause;
}

}  // namespace pop3kit::net
