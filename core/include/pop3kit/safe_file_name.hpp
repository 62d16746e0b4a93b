#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit {

/// The shortest limit that safe_file_name() accepts.
inline constexpr std::size_t shortest_file_name_limit = 80;

/// Makes a file name from octets that a server chose, such as a unique-id. Different octets give different names.
///
///     save_message(id, folder / (pop3kit::safe_file_name(id.str()) + ".eml"));
///
/// Letters, digits, '.', '_' and '-' stay. Every other octet becomes %XX, and so does a '.' or '-' at the beginning:
/// the name is no hidden file, no option of a command, and contains no '/'. Empty octets give "%". The name depends on
/// the octets alone, so it is the same in every run. File systems that do not distinguish upper and lower case may
/// still take two names for one.
///
/// The name has at most `longest` octets. The default leaves room for an ending on file systems that allow 255 octets,
/// and for 70 octets of which each is escaped: as long as a unique-id may be (RFC 1939 section 7). A longer name is cut
/// and ends in '~' and the SHA-256 of all octets in hexadecimal digits; '~' occurs in no other name. A `longest` below
/// shortest_file_name_limit counts as that limit.
[[nodiscard]] std::string safe_file_name(std::string_view octets, std::size_t longest = 210);

}  // namespace pop3kit
