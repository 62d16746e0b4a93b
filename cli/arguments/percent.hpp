#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pop3kit::command {

/// RFC 3986 section 2.1; nothing where a '%' is not followed by two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// A unique-id as a file name: octets other than letters, digits, '.', '_' and '-', and a leading dot, as %XX.
[[nodiscard]] std::string percent_escaped_name(std::string_view octets);

}  // namespace pop3kit::command
