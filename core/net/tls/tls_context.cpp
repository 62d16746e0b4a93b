#include <openssl/err.h>

#include "net/tls/openssl_error.hpp"
#include "net/tls/pem.hpp"
#include "net/tls/tls_native.hpp"
#include "net/tls/tls_verify.hpp"
#include "text/read_file.hpp"

namespace pop3kit::net {

namespace {

/// Old versions, short keys, digests that can be forged.
void accept_weakness(SSL_CTX* context) {
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
}

/// 112 bits at least, whatever this machine's OpenSSL was built for: RSA of 2048 bits has them; no SHA-1.
void require_strength(SSL_CTX* context) {
  constexpr int level = 2;
  if (SSL_CTX_get_security_level(context) < level) SSL_CTX_set_security_level(context, level);
}

int miss_certificate(SSL* connection, X509** /*certificate*/, EVP_PKEY** /*key*/) {
  static_cast<tls_connection_data*>(SSL_get_app_data(connection))->certificate_missed = true;
  return 0;
}

using native_ptr = std::unique_ptr<tls_context::native>;

outcome<std::string> read_setting(const std::string& path) {
  auto read = text::read_file(path, text::any_size, text::file_kinds::any);
  if (!read) return errc::file_unreadable;
  return read;
}

outcome<native_ptr> make_native(const SSL_METHOD* method, tls_version minimum) {
  ERR_clear_error();
  auto made = std::make_unique<tls_context::native>();
  made->handle.reset(SSL_CTX_new(method));
  made->minimum = minimum;
  SSL_CTX* context = made->handle.get();
  if (context == nullptr || SSL_CTX_set_min_proto_version(context, protocol_number(minimum)) != 1) {
    return openssl_error(take_openssl_error());
  }
  // OpenSSL 3 signs the old versions' handshakes at level 0 only; whoever asks for them asked for that.
  if (minimum < tls_version::tls1_2) accept_weakness(context);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_cert_verify_callback(context, verify_peer, nullptr);
  return made;
}

outcome<> trust(SSL_CTX* context, const std::string& pem) {
  const auto authorities = parse_certificates(pem);
  if (!authorities) return authorities.error();
  for (const certificate_handle& authority : *authorities) {
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get()) != 1) {
      return openssl_error(take_openssl_error());
    }
  }
  return {};
}

constexpr const char* without_certificate = "holds no certificate in PEM";
constexpr const char* without_key =
    "holds no private key in PEM, or an encrypted one without tls.private_key_passphrase";
constexpr const char* without_fitting_key = "holds no private key in PEM that tls.private_key_passphrase decrypts";

/// Which setting cannot be used, its file if it is one, and why.
std::string about(const char* setting, const std::string& file, const std::string& why) {
  return std::string("tls.") + setting + (file.empty() ? "" : " '" + file + "'") + ": " + why;
}

outcome<> trust_file(SSL_CTX* context, const std::string& path, std::string& trouble) {
  const auto text = read_setting(path);
  if (!text) {
    trouble = about("ca_file", path, "cannot be read");
    return text.error();
  }
  // A file without a certificate in it is as good as none.
  if (trust(context, *text)) return {};
  trouble = about("ca_file", path, without_certificate);
  return errc::file_unreadable;
}

/// What makes an identity unusable.
struct identity_trouble {
  bool is_of_key = false;
  const char* why = "";
};

/// `certificate_pem` holds our own certificate, then those that lead to its authority.
outcome<> identify(SSL_CTX* context, const std::string& certificate_pem, const std::string& private_key_pem,
                   const std::string& passphrase, identity_trouble& trouble) {
  auto chain = parse_certificates(certificate_pem);
  trouble = {false, without_certificate};
  if (!chain) return chain.error();
  const auto key = parse_private_key(private_key_pem, passphrase);
  trouble = {true, passphrase.empty() ? without_key : without_fitting_key};
  if (!key) return key.error();
  ERR_clear_error();
  trouble = {false, "cannot be used by OpenSSL"};
  if (SSL_CTX_use_certificate(context, chain->front().get()) != 1) {
    ERR_clear_error();
    return errc::invalid_option;
  }
  trouble = {true, "is not the key of the certificate"};
  if (SSL_CTX_use_PrivateKey(context, key->get()) != 1) {
    ERR_clear_error();
    return errc::invalid_option;
  }
  for (std::size_t at = 1; at < chain->size(); ++at) SSL_CTX_add1_chain_cert(context, (*chain)[at].get());
  return {};
}

/// The text of a setting, or of the file that takes its place.
outcome<std::string> text_or_file(const char* setting, const std::string& text, const std::string& file,
                                  std::string& trouble) {
  if (file.empty()) return text;
  auto found = read_setting(file);
  if (!found) trouble = about(setting, file, "cannot be read");
  return found;
}

outcome<> identify_client(SSL_CTX* context, const tls_client_settings& settings, std::string& trouble) {
  const auto certificate =
      text_or_file("certificate_file", settings.certificate_pem, settings.certificate_file, trouble);
  if (!certificate) return certificate.error();
  const auto key = text_or_file("private_key_file", settings.private_key_pem, settings.private_key_file, trouble);
  if (!key) return key.error();
  if (certificate->empty() && key->empty() && settings.certificate_file.empty()) return {};
  identity_trouble what;
  outcome<> done = identify(context, *certificate, *key, settings.private_key_passphrase, what);
  if (done) return done;
  const std::string& file = what.is_of_key ? settings.private_key_file : settings.certificate_file;
  const char* const key_setting = settings.private_key_pem.empty() ? "private_key_file" : "private_key_pem";
  const char* const certificate_setting = settings.certificate_pem.empty() ? "certificate_file" : "certificate_pem";
  trouble = about(what.is_of_key ? key_setting : certificate_setting, file, what.why);
  return done;
}

outcome<> set_trust(tls_context::native& made, const tls_client_settings& settings, std::string& trouble) {
  SSL_CTX* context = made.handle.get();
  if (settings.use_system_trust) SSL_CTX_set_default_verify_paths(context);
  if (!settings.ca_file.empty()) {
    if (const auto done = trust_file(context, settings.ca_file, trouble); !done) return done;
  }
  if (!settings.ca_pem.empty()) {
    if (const auto done = trust(context, settings.ca_pem); !done) {
      trouble = about("ca_pem", {}, without_certificate);
      return done;
    }
  }
  // What the user gave is trusted as it stands, an authority below the root included.
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
  for (const std::string& text : settings.spki_sha256_pins) {
    const auto pin = parse_pin(text);
    if (!pin) {
      trouble = about("spki_sha256_pins", {}, "'" + text + "' is not the base64 of a SHA-256");
      return errc::invalid_option;
    }
    made.pins.push_back(*pin);
  }
  return {};
}

int keep_new_session(SSL* connection, SSL_SESSION* session) {
  auto& data = *static_cast<tls_connection_data*>(SSL_get_app_data(connection));
  data.context->keep_session(data.host, ssl_session_handle(session));
  return 1;
}

outcome<> ask_for_certificate(SSL_CTX* context, const tls_server_settings& settings) {
  if (settings.client_ca_pem.empty()) return {};
  if (const auto done = trust(context, settings.client_ca_pem); !done) return done;
  const auto authorities = parse_certificates(settings.client_ca_pem);
  for (const certificate_handle& authority : *authorities) SSL_CTX_add_client_CA(context, authority.get());
  SSL_CTX_set_verify(
      context, SSL_VERIFY_PEER | (settings.require_client_certificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
  return {};
}

}  // namespace

outcome<std::shared_ptr<tls_context>> tls_context::make(const tls_client_settings& settings) {
  std::string trouble;
  return make(settings, trouble);
}

outcome<std::shared_ptr<tls_context>> tls_context::make(const tls_client_settings& settings, std::string& trouble) {
  auto made = make_native(TLS_client_method(), settings.minimum);
  if (!made) return made.error();
  SSL_CTX* context = (*made)->handle.get();
  (*made)->verify = settings.verify;
  if (settings.minimum >= tls_version::tls1_2) require_strength(context);
  SSL_CTX_set_client_cert_cb(context, miss_certificate);
  // Always: the callback decides, and pins count without verification too.
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (const auto done = set_trust(**made, settings, trouble); !done) return done.error();
  if (const auto done = identify_client(context, settings, trouble); !done) return done.error();
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, keep_new_session);
  return std::make_shared<tls_context>(std::move(*made));
}

outcome<std::shared_ptr<tls_context>> tls_context::make(const tls_server_settings& settings) {
  if (settings.minimum > settings.maximum) return errc::invalid_option;
  auto made = make_native(TLS_server_method(), settings.minimum);
  if (!made) return made.error();
  (*made)->says_goodbye = settings.close_notify;
  SSL_CTX* context = (*made)->handle.get();
  if (settings.weak) accept_weakness(context);
  SSL_CTX_set_max_proto_version(context, protocol_number(settings.maximum));
  identity_trouble unused;
  if (const auto done = identify(context, settings.certificate_pem, settings.private_key_pem, {}, unused); !done) {
    return done.error();
  }
  if (const auto done = ask_for_certificate(context, settings); !done) return done.error();
  static constexpr unsigned char session_id_context[] = "pop3kit";
  SSL_CTX_set_session_id_context(context, session_id_context, sizeof session_id_context - 1);
  return std::make_shared<tls_context>(std::move(*made));
}

tls_context::tls_context(std::unique_ptr<native> held) : native_(std::move(held)) {}

tls_context::~tls_context() = default;

void tls_context::native::keep_session(const std::string& host, ssl_session_handle session) {
  const std::lock_guard lock(mutex_);
  sessions_[host] = std::move(session);
}

void tls_context::native::offer_session(const std::string& host, SSL* connection) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(host);
  if (found != sessions_.end() && SSL_SESSION_is_resumable(found->second.get()) == 1) {
    // A copy: OpenSSL uses up the ticket that a connection was given, and several may begin before the next one comes.
    const ssl_session_handle copy(SSL_SESSION_dup(found->second.get()));
    if (copy) SSL_set_session(connection, copy.get());
  }
}

int protocol_number(tls_version version) noexcept {
  constexpr std::array numbers{TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
  return numbers[static_cast<std::size_t>(version)];
}

const char* protocol_name(tls_version version) noexcept {
  constexpr std::array names{"TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
  return names[static_cast<std::size_t>(version)];
}

}  // namespace pop3kit::net
