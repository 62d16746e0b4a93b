#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace pop3kit::engine {

/// What was said of a message's size beforehand. Both are hints: servers count line ends as one octet or two.
struct expected_size {
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();

  std::optional<std::uint64_t> announced;  ///< by the +OK of RETR
  std::optional<std::uint64_t> listed;     ///< by LIST

  /// Shorter than everything that was said. Where nothing was, a message of no octets at all is suspect: it is what a
  /// dot looks like that was not stuffed.
  [[nodiscard]] bool falls_short(std::uint64_t octets) const noexcept {
    if (!announced && !listed) return octets == 0;
    return octets < std::min(announced.value_or(endless), listed.value_or(endless));
  }
};

}  // namespace pop3kit::engine
