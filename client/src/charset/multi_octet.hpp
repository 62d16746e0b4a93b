#pragma once

#include <string_view>

#include "charset/code_point_sink.hpp"

/// Decoders of charsets in which some characters take two octets or more, without state between characters.
///
/// All of them treat invalid octets in the same way. A complete character that the charset does not assign becomes one
/// U+FFFD. If the octet after a lead octet cannot belong to it, the lead octet alone becomes U+FFFD, and the other
/// octet begins the next character. An incomplete character at the end becomes one U+FFFD.
namespace pop3kit::engine {

void decode_shift_jis(std::string_view octets, code_point_sink& out);
void decode_euc_jp(std::string_view octets, code_point_sink& out);
/// Decodes EUC-KR with the extensions of Windows code page 949.
void decode_euc_kr(std::string_view octets, code_point_sink& out);
/// Decodes GB 2312, GBK and GB 18030. Each contains the previous one.
void decode_gb18030(std::string_view octets, code_point_sink& out);
/// Decodes Big5 with the Hong Kong characters.
void decode_big5(std::string_view octets, code_point_sink& out);

}  // namespace pop3kit::engine
