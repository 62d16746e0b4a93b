#pragma once

#include <cstdint>

namespace pop3kit::serving {

/// How numbers between two bounds are spread.
enum class spread_law : std::uint8_t {
  uniform,    ///< evenly
  lognormal,  ///< around the geometric mean of the bounds, as the sizes of real mail are
  pareto,     ///< mostly near the lower bound, a few near the upper
};

/// Both included.
struct spread {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  spread_law law = spread_law::uniform;
};

/// The number that belongs to `position` in the stream of `seed`: the same on every machine.
[[nodiscard]] std::uint64_t draw(const spread& from, std::uint64_t seed, std::uint64_t position);

}  // namespace pop3kit::serving
