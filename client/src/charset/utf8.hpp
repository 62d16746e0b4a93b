#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pop3kit::engine {

/// Number of octets before the first one that is not ASCII.
[[nodiscard]] std::size_t ascii_prefix(std::string_view octets) noexcept;
[[nodiscard]] bool is_ascii(std::string_view octets) noexcept;
[[nodiscard]] bool is_utf8(std::string_view octets) noexcept;

/// Appends valid UTF-8 unchanged, and U+FFFD for each maximal subpart of an ill-formed sequence (Unicode, section 3.9:
/// what browsers do).
void append_repaired(std::string& out, std::string_view octets);

}  // namespace pop3kit::engine
