#include "net/tls/tls_failure.hpp"

#include <openssl/err.h>
#include <openssl/sslerr.h>

#include <optional>
#include <utility>

namespace pop3kit::net {

namespace {

bool complains_of_certificate(int reason) {
  switch (reason) {
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
      return true;
    default:
      return false;
  }
}

tls_verdict verdict(errc code, std::string text) {
  tls_verdict made;
  made.code = code;
  made.text = std::move(text);
  return made;
}

std::string version_text(const SSL* connection) {
  if (SSL_is_server(connection) == 1) return "the peer accepts none that is allowed here";
  const auto& data = *static_cast<const tls_connection_data*>(SSL_get_app_data(connection));
  return std::string("the peer does not accept ") + protocol_name(data.context->minimum) +
         " or newer, the least allowed here";
}

/// Returns the error for an alert from the server about our own certificate.
std::optional<tls_verdict> explain_alert(int reason, const SSL* connection) {
  const auto& data = *static_cast<const tls_connection_data*>(SSL_get_app_data(connection));
  const bool failed = reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE || complains_of_certificate(reason);
  if (reason == SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED || (failed && data.certificate_missed)) {
    return verdict(errc::client_certificate_required, "none was given");
  }
  if (!complains_of_certificate(reason) || SSL_get_certificate(connection) == nullptr) return std::nullopt;
  return verdict(
      errc::client_certificate_refused,
      std::string("it said: ") + ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, static_cast<unsigned long>(reason))));
}

}  // namespace

tls_verdict explain_tls_error(const boost::system::error_code& cause, const SSL* connection) {
  const int reason = ERR_GET_REASON(static_cast<unsigned long>(static_cast<unsigned>(cause.value())));
  const bool at_client = SSL_is_server(connection) == 0;
  switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST:
      return verdict(errc::tls_not_spoken, "what it sent is no TLS");
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_VERSION_TOO_LOW:
      return verdict(errc::tls_version_unsupported, version_text(connection));
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return verdict(errc::client_certificate_required, "the peer gave no client certificate");
    default:
      break;
  }
  if (at_client) {
    if (std::optional<tls_verdict> known = explain_alert(reason, connection)) return std::move(*known);
  }
  tls_verdict unknown;
  unknown.code = cause;
  return unknown;
}

}  // namespace pop3kit::net
