#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pop3kit::engine {

enum class transfer_encoding : std::uint8_t { identity, base64, quoted_printable, uuencode };

/// Reads the value of Content-Transfer-Encoding: quotes, comments and text after the first word are ignored (RFC 2045
/// sections 1 and 6.1). An unknown encoding is treated as identity: the octets stay as they are.
[[nodiscard]] transfer_encoding to_transfer_encoding(std::string_view value);

/// Decodes base64 or quoted-printable. Never fails.
///
/// Octets outside the base64 alphabet are ignored, missing padding is added, and invalid quoted-printable stays as it
/// is (RFC 2045 sections 6.7 and 6.8). Padding ends base64, unless only more base64 follows.
[[nodiscard]] std::string decode(std::string_view octets, transfer_encoding encoding);

/// Decodes the body of a part: like decode(), and blanks at the ends of quoted-printable lines are removed first,
/// because only a gateway can have added them (RFC 2045 section 6.7, rule 3). Text around the "begin" and "end" lines
/// of uuencode is left out; without a "begin" line the octets stay as they are.
[[nodiscard]] std::string decode_body(std::string_view octets, transfer_encoding encoding);

}  // namespace pop3kit::engine
