#pragma once

#include <cstddef>
#include <string_view>

namespace pop3kit::wire {

/// The position behind the first LF from `position` on that has a dot behind it, or the end: to byte-stuffing no other
/// line start matters. At memory speed, however short the lines are.
[[nodiscard]] std::size_t find_dotted_line(std::string_view octets, std::size_t position) noexcept;

}  // namespace pop3kit::wire
