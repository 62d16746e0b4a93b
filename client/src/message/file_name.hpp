#pragma once

#include <string>
#include <string_view>

namespace pop3kit::engine {

/// What is left of a file name that a stranger chose (UTF-8): no directories of either kind, no drive, and no
/// characters that are unsafe on a terminal, such as those that turn the direction of writing and hide the true suffix;
/// never "." or "..". May be empty.
[[nodiscard]] std::string bare_file_name(std::string_view name);

}  // namespace pop3kit::engine
