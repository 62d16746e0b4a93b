#include "net/crypto/md5.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>

#include "text/hexadecimal.hpp"

namespace pop3kit::net {

std::string md5_hex(std::string_view octets) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(octets.data(), octets.size(), digest.data(), &length, EVP_md5(), nullptr) != 1) {
    ERR_clear_error();
    return {};
  }
  return text::to_hex({reinterpret_cast<const char*>(digest.data()), length});
}

}  // namespace pop3kit::net
