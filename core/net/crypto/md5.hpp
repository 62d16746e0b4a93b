#pragma once

#include <string>
#include <string_view>

namespace pop3kit::net {

/// Returns the MD5 in lower-case hexadecimal, as APOP needs it (RFC 1939 section 7). Returns an empty text if this
/// machine forbids MD5.
[[nodiscard]] std::string md5_hex(std::string_view octets);

}  // namespace pop3kit::net
