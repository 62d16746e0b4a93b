#pragma once

#include <cstddef>
#include <string_view>

namespace pop3kit::net {

/// A hash of octets that others choose: the head of an HMAC-SHA-256 under a random key of this process, so that nobody
/// can choose octets whose hashes collide. Differs from process to process. Throws std::system_error if OpenSSL has
/// neither random octets nor memory.
[[nodiscard]] std::size_t keyed_hash(std::string_view octets);

}  // namespace pop3kit::net
