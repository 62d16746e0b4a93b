#include "net/tls/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>

namespace pop3kit::net {

namespace {

bio_handle reader_of(const std::string& text) {
  return bio_handle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_in(BIO* memory) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory, &text);
  return {text, static_cast<std::size_t>(length)};
}

/// Gives no passphrase. By default OpenSSL would ask on the terminal.
int no_passphrase(char* /*room*/, int /*size*/, int /*writing*/, void* /*unused*/) {
  return -1;
}

/// For PEM_read_bio_PrivateKey: `held` is a const std::string. An empty passphrase is none.
int give_passphrase(char* room, int size, int /*writing*/, void* held) {
  const std::string& passphrase = *static_cast<const std::string*>(held);
  if (passphrase.empty() || passphrase.size() > static_cast<std::size_t>(size)) return -1;
  std::ranges::copy(passphrase, room);
  return static_cast<int>(passphrase.size());
}

}  // namespace

outcome<std::vector<certificate_handle>> parse_certificates(const std::string& pem) {
  const bio_handle in = reader_of(pem);
  std::vector<certificate_handle> found;
  for (;;) {
    ERR_clear_error();
    certificate_handle next(PEM_read_bio_X509_AUX(in.get(), nullptr, no_passphrase, nullptr));
    if (!next) break;
    found.push_back(std::move(next));
  }
  const bool whole = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  if (found.empty() || !whole) return errc::invalid_option;
  return found;
}

outcome<key_handle> parse_private_key(const std::string& pem, const std::string& passphrase) {
  const bio_handle in = reader_of(pem);
  key_handle key(PEM_read_bio_PrivateKey(in.get(), nullptr, give_passphrase, const_cast<std::string*>(&passphrase)));
  ERR_clear_error();
  if (!key) return errc::invalid_option;
  return key;
}

std::string to_pem(X509* certificate) {
  const bio_handle out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate);
  return text_in(out.get());
}

std::string to_pem(EVP_PKEY* private_key) {
  const bio_handle out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(out.get(), private_key, nullptr, nullptr, 0, nullptr, nullptr);
  return text_in(out.get());
}

}  // namespace pop3kit::net
