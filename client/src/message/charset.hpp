#pragma once

#include <string>
#include <string_view>

#include "charset/code_point_sink.hpp"

namespace pop3kit::engine {

/// Appends `octets` as UTF-8, decoded from `charset`: a label of the Encoding standard, one of the further labels in
/// known_charsets.cpp, or a name that ICU knows. Each character that cannot be decoded becomes one U+FFFD, and the text
/// after it is decoded right. Returns false if there was such a character.
///
/// Text that claims to be US-ASCII is UTF-8 if its octets are valid UTF-8, else windows-1252. An unknown charset counts
/// as UTF-8, and the result is false. Linear in time.
bool append_converted(std::string& out, std::string_view octets, std::string_view charset);

/// Appends octets that do not say what their charset is: as UTF-8 if they are valid UTF-8, else in the charset that the
/// message declares if all of them can be decoded, else as UTF-8 with U+FFFD.
void append_undeclared(std::string& out, std::string_view octets, std::string_view declared_charset);

}  // namespace pop3kit::engine
