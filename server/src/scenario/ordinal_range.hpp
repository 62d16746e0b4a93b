#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace pop3kit::serving {

/// An inclusive range of ordinals, from 1.
struct ordinal_range {
  std::uint64_t first = 1;
  std::uint64_t last = UINT64_MAX;
};

/// "3", "2..5" or "2..".
[[nodiscard]] inline std::string to_text(const ordinal_range& range) {
  std::string out = std::to_string(range.first);
  if (range.last == range.first) return out;
  out.append("..");
  return range.last == UINT64_MAX ? out : out.append(std::to_string(range.last));
}

/// No range holds every ordinal.
[[nodiscard]] constexpr bool in_range(const std::optional<ordinal_range>& range, std::uint64_t ordinal) noexcept {
  return !range || (ordinal >= range->first && ordinal <= range->last);
}

}  // namespace pop3kit::serving
