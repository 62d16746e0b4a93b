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

  /// The smallest size that was said.
  [[nodiscard]] std::uint64_t least() const noexcept {
    return std::min(announced.value_or(endless), listed.value_or(endless));
  }
  /// Shorter than everything that was said. If nothing was, a message of no octets at all is suspect: it is what a dot
  /// looks like that was not stuffed.
  [[nodiscard]] bool falls_short(std::uint64_t octets) const noexcept {
    if (!announced && !listed) return octets == 0;
    return octets < least();
  }
  /// Whatever was said, it was not that the message is empty.
  [[nodiscard]] bool announces_octets() const noexcept { return (announced || listed) && least() != 0; }
  [[nodiscard]] bool is_exactly(std::uint64_t octets) const noexcept { return announced == octets || listed == octets; }
  /// A server counts each line end as one octet or as two, and may add the last one. True if nothing was said.
  [[nodiscard]] bool is_explained_by_line_ends(std::uint64_t octets, std::uint64_t lines) const noexcept {
    const std::uint64_t least_octets = octets - std::min(octets, lines + 1);
    const std::uint64_t most_octets = octets + std::min(lines, endless - octets);
    const auto fits = [=](std::uint64_t said) { return said >= least_octets && said <= most_octets; };
    if (!announced && !listed) return true;
    return (announced && fits(*announced)) || (listed && fits(*listed));
  }
};

}  // namespace pop3kit::engine
