#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::serving {

/// The messages of an mbox (RFC 4155), one level of "From " quoting removed as the mboxrd variant has it; with CRLF.
/// A message begins at a "From " line that opens the file or follows an empty line. Nothing where the text does not
/// begin so and is not empty.
[[nodiscard]] std::optional<std::vector<std::string>> split_mbox(std::string_view text);

}  // namespace pop3kit::serving
