#include "net/crypto/keyed_hash.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstring>
#include <system_error>

namespace pop3kit::net {

namespace {

using hash_key = std::array<unsigned char, 32>;

[[noreturn]] void throw_unavailable(const char* what) {
  throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again), what);
}

const hash_key& key_of_this_process() {
  static const hash_key key = [] {
    hash_key made{};
    if (RAND_bytes(made.data(), static_cast<int>(made.size())) != 1) throw_unavailable("no random octets for a hash");
    return made;
  }();
  return key;
}

}  // namespace

std::size_t keyed_hash(std::string_view octets) {
  const hash_key& key = key_of_this_process();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  const void* const input = octets.data();
  const unsigned char* const made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), static_cast<const unsigned char*>(input),
           octets.size(), digest.data(), nullptr);
  if (made == nullptr) throw_unavailable("no hash");
  std::size_t head = 0;
  std::memcpy(&head, digest.data(), sizeof head);
  return head;
}

}  // namespace pop3kit::net
