#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit::serving {

/// Octets of the UTF-8 sequence that `text` begins with; 0 where it begins with none.
[[nodiscard]] std::size_t utf8_sequence(std::string_view text) noexcept;

/// What is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace pop3kit::serving
