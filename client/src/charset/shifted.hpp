#pragma once

#include <string_view>

#include "charset/code_point_sink.hpp"

/// Decoders of 7-bit charsets that switch between character sets by escape sequences or shift octets.
///
/// An unassigned pair becomes one U+FFFD, and the octets after it are decoded in the same character set. Half a pair
/// becomes U+FFFD, and the octet after it begins a new character. The first octet of an unknown sequence becomes
/// U+FFFD. Spaces and control characters are the same in every character set.
namespace pop3kit::engine {

/// Decodes ISO-2022-JP, -1 and -2 (RFC 1468, RFC 2237, RFC 1554) with the additions of mailers (cp50220 to cp50222):
/// the extensions of cp932, and half-width katakana in 7 bits (ESC ( I, or between SO and SI) or 8 bits.
void decode_iso_2022_jp(std::string_view octets, code_point_sink& out);
/// Decodes ISO-2022-KR (RFC 1557). The header sequence ESC $ ) C may be absent. A line end returns to ASCII.
void decode_iso_2022_kr(std::string_view octets, code_point_sink& out);
/// Decodes HZ (RFC 1843). A line end returns to ASCII.
void decode_hz(std::string_view octets, code_point_sink& out);

}  // namespace pop3kit::engine
