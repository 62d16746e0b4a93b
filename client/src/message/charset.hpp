#pragma once

#include <string>
#include <string_view>

#include "charset/code_point_sink.hpp"

namespace pop3kit::engine {

/// Appends `octets` as UTF-8, decoded from `charset`: a label of the Encoding standard, one of the further labels in
/// known_charsets.cpp, or a name that ICU knows. Each character that cannot be decoded becomes one U+FFFD, and the text
/// after it is decoded correctly. Returns false if there was such a character.
///
/// US-ASCII text with other octets is decoded as UTF-8 if it is valid UTF-8, otherwise as windows-1252. An unknown
/// charset counts as UTF-8, and the result is false. Takes linear time.
bool append_converted(std::string& out, std::string_view octets, std::string_view charset);

/// Appends octets without a declared charset as UTF-8. They are decoded as UTF-8 if they are valid UTF-8. Otherwise
/// they are decoded from the charset that the message declares, if all of them can be decoded, and if not, as UTF-8
/// with U+FFFD.
void append_undeclared(std::string& out, std::string_view octets, std::string_view declared_charset);

}  // namespace pop3kit::engine
