#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace pop3kit::engine {

/// The sizes that the server stated for a message. Both are hints, because servers count a line end as one octet or
/// two.
struct expected_size {
  static constexpr std::uint64_t endless = std::numeric_limits<std::uint64_t>::max();

  std::optional<std::uint64_t> announced;  ///< size in the +OK reply to RETR
  std::optional<std::uint64_t> listed;     ///< size in LIST

  /// Returns the smallest stated size.
  [[nodiscard]] std::uint64_t least() const noexcept {
    return std::min(announced.value_or(endless), listed.value_or(endless));
  }
  /// Returns true if the message is shorter than every stated size. If none was stated, this is true for an empty
  /// message, because a line with a dot that was not byte-stuffed looks like one.
  [[nodiscard]] bool falls_short(std::uint64_t octets) const noexcept {
    if (!announced && !listed) return octets == 0;
    return octets < least();
  }
  /// Returns true if a size was stated, and it is not 0.
  [[nodiscard]] bool announces_octets() const noexcept { return (announced || listed) && least() != 0; }
  [[nodiscard]] bool is_exactly(std::uint64_t octets) const noexcept { return announced == octets || listed == octets; }
  /// Returns true if the difference to a stated size can come from line ends: servers count each as one octet or two,
  /// and may add the last one. Also true if no size was stated.
  [[nodiscard]] bool is_explained_by_line_ends(std::uint64_t octets, std::uint64_t lines) const noexcept {
    const std::uint64_t least_octets = octets - std::min(octets, lines + 1);
    const std::uint64_t most_octets = octets + std::min(lines, endless - octets);
    const auto fits = [=](std::uint64_t said) { return said >= least_octets && said <= most_octets; };
    if (!announced && !listed) return true;
    return (announced && fits(*announced)) || (listed && fits(*listed));
  }
};

}  // namespace pop3kit::engine
