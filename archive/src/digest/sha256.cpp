#include "digest/sha256.hpp"

#include <openssl/evp.h>

#include <new>

namespace pop3kit::archiving {

void sha256::context_deleter::operator()(evp_md_ctx_st* context) const noexcept {
  EVP_MD_CTX_free(context);
}

sha256::sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
}

void sha256::update(std::string_view octets) {
  if (EVP_DigestUpdate(context_.get(), octets.data(), octets.size()) != 1) throw std::bad_alloc();
}

sha256_value sha256::finish() {
  sha256_value value{};
  if (EVP_DigestFinal_ex(context_.get(), value.data(), nullptr) != 1) throw std::bad_alloc();
  return value;
}

}  // namespace pop3kit::archiving
