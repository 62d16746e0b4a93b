#pragma once

#include <string>
#include <string_view>

namespace pop3kit::net {

/// MD5 in lower-case hexadecimal, as APOP wants it (RFC 1939 section 7). Empty where this machine forbids MD5.
[[nodiscard]] std::string md5_hex(std::string_view octets);

}  // namespace pop3kit::net
