#pragma once

#include "net/tls/tls_native.hpp"

namespace pop3kit::net {

/// Converts an error of OpenSSL to a code of ours, during or after the handshake. (With TLS 1.3 the server checks the
/// client's certificate after the client has finished.) Unknown causes keep their own code, and have no text.
[[nodiscard]] tls_verdict explain_tls_error(const boost::system::error_code& cause, const SSL* connection);

}  // namespace pop3kit::net
