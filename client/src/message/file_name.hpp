#pragma once

#include <string>
#include <string_view>

namespace pop3kit::engine {

/// Returns the safe part of a file name (UTF-8) that the sender of a message chose.
///
/// Removes directories (with slashes and backslashes), a drive, and characters that are unsafe on a terminal, such as
/// those that change the direction of writing and hide the true extension. The result is never "." or "..", but may be
/// empty.
[[nodiscard]] std::string bare_file_name(std::string_view name);

}  // namespace pop3kit::engine
