#pragma once

#include <cstddef>
#include <string_view>

namespace pop3kit::wire {

/// Returns the position of the next dot that follows an LF, from `position` on, or the end of the text. No other line
/// start matters for byte-stuffing. Runs at memory speed, even if the lines are short.
[[nodiscard]] std::size_t find_dotted_line(std::string_view octets, std::size_t position) noexcept;

}  // namespace pop3kit::wire
