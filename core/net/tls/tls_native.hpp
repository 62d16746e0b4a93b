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

/// What OpenSSL needs to know of a context. Only the sessions change once it is made.
struct tls_context::native {
  ssl_context_handle handle;
  tls_version minimum = tls_version::tls1_2;
  bool verify = true;
  bool says_goodbye = true;
  std::vector<spki_digest> pins;

  /// Keeps the newest session of each host.
  void keep_session(const std::string& host, ssl_session_handle session);
  /// Offers the kept one, if any, to a connection that is about to begin.
  void offer_session(const std::string& host, SSL* connection);

 private:
  std::mutex mutex_;
  std::map<std::string, ssl_session_handle> sessions_;
};

/// What verification found, for the caller of the handshake.
struct tls_verdict {
  tls_verdict() = default;
  boost::system::error_code code;
  std::string text;
};

/// What OpenSSL's callbacks find behind a connection.
struct tls_connection_data {
  tls_connection_data() = default;
  tls_context::native* context = nullptr;
  std::string host;
  tls_verdict verdict;
  bool certificate_missed = false;  ///< the server asked for a client certificate, and there was none to give
};

/// OpenSSL's words for a version, and ours: "TLSv1.2".
[[nodiscard]] int protocol_number(tls_version version) noexcept;
[[nodiscard]] const char* protocol_name(tls_version version) noexcept;

}  // namespace pop3kit::net
