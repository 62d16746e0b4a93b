#pragma once

#include <string_view>

#include "charset/code_point_sink.hpp"

/// Decoders of 7-bit charsets that switch between character sets by escape sequences or shift octets.
///
/// A pair that is unassigned becomes one U+FFFD, and the octets after it are still read in the same character set. Half
/// a pair becomes U+FFFD; the octet after it is read anew. A sequence that the charset does not know becomes U+FFFD for
/// its first octet. Spaces and control characters stand for themselves in every character set.
namespace pop3kit::engine {

/// ISO-2022-JP, -1, -2 and what mailers added (cp50220 to cp50222): the extensions of cp932, and half-width katakana in
/// 7 bits (ESC ( I, or between SO and SI) or 8 bits. RFC 1468, RFC 1554, RFC 2237.
void decode_iso_2022_jp(std::string_view octets, code_point_sink& out);
/// RFC 1557. The header sequence ESC $ ) C may be absent. A line end returns to ASCII.
void decode_iso_2022_kr(std::string_view octets, code_point_sink& out);
/// RFC 1843. A line end returns to ASCII.
void decode_hz(std::string_view octets, code_point_sink& out);

}  // namespace pop3kit::engine
