#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>

namespace pop3kit::net {

template <auto Free>
struct openssl_deleter {
  template <class T>
  void operator()(T* held) const noexcept {
    Free(held);
  }
};

using ssl_context_handle = std::unique_ptr<SSL_CTX, openssl_deleter<SSL_CTX_free>>;
using ssl_handle = std::unique_ptr<SSL, openssl_deleter<SSL_free>>;
using ssl_session_handle = std::unique_ptr<SSL_SESSION, openssl_deleter<SSL_SESSION_free>>;
using bio_handle = std::unique_ptr<BIO, openssl_deleter<BIO_free>>;
using bio_method_handle = std::unique_ptr<BIO_METHOD, openssl_deleter<BIO_meth_free>>;
using certificate_handle = std::unique_ptr<X509, openssl_deleter<X509_free>>;
using key_handle = std::unique_ptr<EVP_PKEY, openssl_deleter<EVP_PKEY_free>>;
using extension_handle = std::unique_ptr<X509_EXTENSION, openssl_deleter<X509_EXTENSION_free>>;
using general_name_handle = std::unique_ptr<GENERAL_NAME, openssl_deleter<GENERAL_NAME_free>>;
using general_names_handle = std::unique_ptr<GENERAL_NAMES, openssl_deleter<GENERAL_NAMES_free>>;
using number_handle = std::unique_ptr<BIGNUM, openssl_deleter<BN_free>>;

}  // namespace pop3kit::net
