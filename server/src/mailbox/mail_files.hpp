#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// Returns the messages of an mbox (RFC 4155) with CRLF, and removes one level of quoting of From lines (the mboxrd
/// variant). A message begins at a From line, which begins with "From ", at the start of the file or after an empty
/// line. Returns nothing if the text is not empty and does not begin with such a line.
[[nodiscard]] std::optional<std::vector<std::string>> split_mbox(std::string_view text);

/// Returns the message files of a Maildir, in `cur` and `new` together, sorted by file name, which begins with the time
/// of delivery. Ignores `tmp` and names that begin with a dot. Fails with std::errc::not_a_directory if neither folder
/// exists.
[[nodiscard]] outcome<std::vector<std::filesystem::path>> list_maildir(const std::filesystem::path& directory);

}  // namespace pop3kit::serving
