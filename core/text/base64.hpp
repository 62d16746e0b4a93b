#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::text {

/// Encodes octets as base64 with padding, without line breaks (RFC 4648 section 4).
[[nodiscard]] std::string to_base64(std::string_view octets);

/// Decodes base64 (RFC 4648 section 4). Strict: the length is a multiple of four, padding is complete and at the end,
/// and white space is refused. Unused bits of the last character may have any value. For tolerant decoding of mail see
/// the client's transfer encodings.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace pop3kit::text
