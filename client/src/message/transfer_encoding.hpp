#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pop3kit::engine {

enum class transfer_encoding : std::uint8_t { identity, base64, quoted_printable };

/// Anything unknown is identity: its octets are kept as they stand.
[[nodiscard]] transfer_encoding to_transfer_encoding(std::string_view name) noexcept;

/// Total: octets outside the base64 alphabet are passed over, a missing padding is supplied, and what is no
/// quoted-printable stays as it is (RFC 2045 sections 6.7 and 6.8).
[[nodiscard]] std::string decode(std::string_view octets, transfer_encoding encoding);

}  // namespace pop3kit::engine
