#pragma once

#include "net/stream/byte_stream.hpp"
#include "net/tls/openssl_handles.hpp"

namespace pop3kit::net {

/// Returns the facts of a connection whose handshake is done.
[[nodiscard]] tls_facts facts_of(SSL* connection);

}  // namespace pop3kit::net
