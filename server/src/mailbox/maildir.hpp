#pragma once

#include <filesystem>
#include <vector>

#include "wire/outcome.hpp"

namespace pop3kit::serving {

/// The message files of a Maildir, those of `cur` and `new` together, by file name: the time of delivery stands first
/// in it. `tmp` and names that begin with a dot are left out. std::errc::not_a_directory where neither folder exists.
[[nodiscard]] outcome<std::vector<std::filesystem::path>> list_maildir(const std::filesystem::path& directory);

}  // namespace pop3kit::serving
