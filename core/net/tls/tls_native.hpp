#pragma once

#include <array>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "net/tls/openssl_handles.hpp"
#include "net/tls/tls.hpp"

namespace pop3kit::net {

using spki_digest = std::array<unsigned char, 32>;

/// The OpenSSL part of a context. After its construction, only the sessions change.
struct tls_context::native {
  ssl_context_handle handle;
  tls_version minimum = tls_version::tls1_2;
  bool verify = true;
  bool says_goodbye = true;
  std::vector<spki_digest> pins;

  /// Keeps the newest session of each host.
  void keep_session(const std::string& host, ssl_session_handle session);
  /// Offers the stored session, if there is one, to a new connection.
  void offer_session(const std::string& host, SSL* connection);

 private:
  std::mutex mutex_;
  std::map<std::string, ssl_session_handle> sessions_;
};

/// The result of the verification, for the caller of the handshake.
struct tls_verdict {
  tls_verdict() = default;
  boost::system::error_code code;
  std::string text;
};

/// The data that OpenSSL's callbacks find at a connection.
struct tls_connection_data {
  tls_connection_data() = default;
  tls_context::native* context = nullptr;
  std::string host;
  tls_verdict verdict;
  bool certificate_missed = false;  ///< the server asked for a client certificate, and there was none to give
};

/// The names of a TLS version, such as "TLSv1.2".
[[nodiscard]] int protocol_number(tls_version version) noexcept;
[[nodiscard]] const char* protocol_name(tls_version version) noexcept;

}  // namespace pop3kit::net
