#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// Makes text from a server safe for a terminal. Each of these characters becomes '?': control characters (U+0000 to
/// U+001F, U+007F to U+009F), which could move the cursor or change the title; bidirectional formatting characters
/// (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), which could show text in another order; and the line
/// and paragraph separators (U+2028, U+2029). Line feeds and tabs stay; CRLF becomes LF. Octets that are not UTF-8
/// become U+FFFD.
[[nodiscard]] std::string printable(std::string_view text);

/// Does what printable() does, and makes one line of it: line feeds and tabs become spaces.
[[nodiscard]] std::string one_line(std::string_view text);

/// Returns the octets as UTF-8: those that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string utf8(std::string_view octets);

/// Returns a value as JSON in one line for standard output, which may be a terminal. The characters that printable()
/// replaces are written as \uXXXX, so that the value does not change.
[[nodiscard]] std::string json_output(const boost::json::value& value);

/// Returns a size for people to read: "1.5 MiB".
[[nodiscard]] std::string readable_octets(std::uint64_t octets);

}  // namespace pop3kit::command
