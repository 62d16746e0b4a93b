#pragma once

#include <cstdint>

#include "scenario/stable_hash.hpp"

namespace pop3kit::serving {

/// Gives each rule and connection its own stream of random numbers, so that a draw in one never changes the others.
[[nodiscard]] constexpr std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t rule,
                                                  std::uint64_t connection) noexcept {
  return scramble(scramble(scramble(seed) ^ rule) ^ connection);
}

}  // namespace pop3kit::serving
