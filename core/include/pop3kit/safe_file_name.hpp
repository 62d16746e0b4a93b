#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit {

/// The smallest value that safe_file_name() accepts for `longest`; it takes a smaller one as this.
inline constexpr std::size_t shortest_file_name_limit = 80;

/// Makes a file name from octets that a server chose, such as a unique-id. Different octets give different names.
///
///     save_message(id, folder / (pop3kit::safe_file_name(id.str()) + ".eml"));
///
/// Letters, digits, '.', '_' and '-' stay. Every other octet becomes %XX. A '.' or '-' at the beginning becomes %XX
/// too, so the name is never that of a hidden file, never looks like an option of a command, and contains no '/'. Empty
/// octets give "%". The name depends on the octets alone, so it is the same in every run. A file system that ignores
/// case may still take two names for one.
///
/// The name has at most `longest` octets. The default fits 70 octets of which each is escaped, which is the longest
/// unique-id of RFC 1939 section 7, and leaves room for an ending on file systems that allow 255 octets. A longer name
/// is cut, and ends in '~' and the SHA-256 of all octets in hexadecimal digits. '~' occurs in no other name.
[[nodiscard]] std::string safe_file_name(std::string_view octets, std::size_t longest = 210);

}  // namespace pop3kit
