#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// The messages of an mbox (RFC 4155), one level of "From " quoting removed as the mboxrd variant has it; with CRLF.
/// A message begins at a "From " line that opens the file or follows an empty line. Nothing where the text does not
/// begin so and is not empty.
[[nodiscard]] std::optional<std::vector<std::string>> split_mbox(std::string_view text);

/// The message files of a Maildir, those of `cur` and `new` together, by file name: the time of delivery stands first
/// in it. `tmp` and names that begin with a dot are left out. std::errc::not_a_directory where neither folder exists.
[[nodiscard]] outcome<std::vector<std::filesystem::path>> list_maildir(const std::filesystem::path& directory);

}  // namespace pop3kit::serving
