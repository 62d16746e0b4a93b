#pragma once

#include <cstddef>
#include <string_view>

namespace pop3kit::net {

/// Returns a hash of octets that an attacker may choose: the beginning of an HMAC-SHA-256 with a random key of this
/// process. So an attacker cannot choose octets whose hashes collide. Differs from process to process. Throws
/// std::system_error if OpenSSL has no random octets or no memory.
[[nodiscard]] std::size_t keyed_hash(std::string_view octets);

}  // namespace pop3kit::net
