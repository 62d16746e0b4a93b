#include "net/crypto/md5.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>

namespace pop3kit::net {

std::string md5_hex(std::string_view octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(octets.data(), octets.size(), digest.data(), &length, EVP_md5(), nullptr) != 1) {
    ERR_clear_error();
    return {};
  }
  std::string text;
  for (unsigned at = 0; at < length; ++at) {
    text.push_back(digits[digest[at] >> 4U]);
    text.push_back(digits[digest[at] & 15U]);
  }
  return text;
}

}  // namespace pop3kit::net
