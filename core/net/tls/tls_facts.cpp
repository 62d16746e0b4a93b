#include "net/tls/tls_facts.hpp"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/ssl.h>

#include <array>
#include <string_view>

namespace pop3kit::net {

namespace {

/// The first Finished message of the handshake (RFC 5929 section 3.1): the client's, unless a session was resumed.
std::string tls_unique_of(SSL* connection) {
  // A resumed session without the extended master secret (RFC 7627) gives no channel binding.
  const bool resumed = SSL_session_reused(connection) == 1;
  if (SSL_version(connection) >= TLS1_3_VERSION || (resumed && SSL_get_extms_support(connection) != 1)) return {};
  const bool ours = (SSL_is_server(connection) == 1) == resumed;
  std::string octets(EVP_MAX_MD_SIZE, '\0');
  octets.resize(ours ? SSL_get_finished(connection, octets.data(), octets.size())
                     : SSL_get_peer_finished(connection, octets.data(), octets.size()));
  return octets;
}

/// The exporter of RFC 9266 section 2. Before TLS 1.3 it needs the extended master secret (section 3).
std::string tls_exporter_of(SSL* connection) {
  if (SSL_version(connection) < TLS1_3_VERSION && SSL_get_extms_support(connection) != 1) return {};
  constexpr std::string_view label = "EXPORTER-Channel-Binding";
  std::array<unsigned char, 32> octets{};
  const unsigned char no_context = 0;
  const int done = SSL_export_keying_material(connection, octets.data(), octets.size(), label.data(), label.size(),
                                              &no_context, 0, 1);
  if (done != 1) return {};
  return {octets.begin(), octets.end()};
}

/// The hash of the server's certificate by the hash algorithm of its signature; SHA-256 replaces MD5 and SHA-1 (RFC
/// 5929 section 4.1). Empty for signatures without a hash algorithm, such as Ed25519.
std::string tls_server_end_point_of(SSL* connection) {
  X509* certificate =
      SSL_is_server(connection) == 1 ? SSL_get_certificate(connection) : SSL_get0_peer_certificate(connection);
  int hash = NID_undef;
  if (certificate == nullptr || OBJ_find_sigid_algs(X509_get_signature_nid(certificate), &hash, nullptr) != 1 ||
      hash == NID_undef) {
    return {};
  }
  const EVP_MD* digest = hash == NID_md5 || hash == NID_sha1 ? EVP_sha256() : EVP_get_digestbynid(hash);
  std::array<unsigned char, EVP_MAX_MD_SIZE> octets{};
  unsigned length = 0;
  if (digest == nullptr || X509_digest(certificate, digest, octets.data(), &length) != 1) return {};
  return {octets.begin(), octets.begin() + length};
}

std::string client_name_of(SSL* connection) {
  X509* certificate = SSL_is_server(connection) == 1 ? SSL_get0_peer_certificate(connection) : nullptr;
  if (certificate == nullptr || SSL_get_verify_result(connection) != X509_V_OK) return {};
  X509_NAME* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return {};
  unsigned char* text = nullptr;
  const int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (length < 0) return {};
  std::string name(text, text + length);
  OPENSSL_free(text);
  return name;
}

}  // namespace

tls_facts facts_of(SSL* connection) {
  tls_facts facts;
  facts.protocol = SSL_get_version(connection);
  const char* cipher = SSL_get_cipher_name(connection);
  facts.cipher = cipher != nullptr ? cipher : "";
  facts.session_reused = SSL_session_reused(connection) == 1;
  facts.tls_unique = tls_unique_of(connection);
  facts.tls_exporter = tls_exporter_of(connection);
  facts.tls_server_end_point = tls_server_end_point_of(connection);
  facts.client_name = client_name_of(connection);
  ERR_clear_error();
  return facts;
}

}  // namespace pop3kit::net
