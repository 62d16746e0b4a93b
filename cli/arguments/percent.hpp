#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// RFC 3986 section 2.1; nothing where a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace pop3kit::command
