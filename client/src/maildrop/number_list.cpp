#include "maildrop/number_list.hpp"

#include <algorithm>

namespace pop3kit::engine {

std::optional<std::size_t> number_list::find(std::uint64_t number) const {
  if (number == 0) return std::nullopt;
  if (number <= gapless_) return static_cast<std::size_t>(number - 1);
  const auto found = std::ranges::lower_bound(behind_gap_, number);
  if (found == behind_gap_.end() || *found != number) return std::nullopt;
  return static_cast<std::size_t>(gapless_) + static_cast<std::size_t>(found - behind_gap_.begin());
}

}  // namespace pop3kit::engine
