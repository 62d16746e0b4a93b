#pragma once

#include <cstdint>
#include <optional>

namespace pop3kit::serving {

/// An inclusive range of ordinals, from 1.
struct ordinal_range {
  std::uint64_t first = 1;
  std::uint64_t last = UINT64_MAX;
};

/// No range holds every ordinal.
[[nodiscard]] constexpr bool in_range(const std::optional<ordinal_range>& range, std::uint64_t ordinal) noexcept {
  return !range || (ordinal >= range->first && ordinal <= range->last);
}

}  // namespace pop3kit::serving
