#pragma once

#include "net/tls/tls_native.hpp"

namespace pop3kit::net {

/// What an error of OpenSSL's means at this end of this connection, in the handshake or behind it (with TLS 1.3 the
/// server judges the client's certificate when the client has finished). Unknown causes keep their own code, and have
/// no text.
[[nodiscard]] tls_verdict explain_tls_error(const boost::system::error_code& cause, const SSL* connection);

}  // namespace pop3kit::net
