#pragma once

#include <cstdint>

namespace pop3kit::serving {

/// SplitMix64's finalizer: neighbouring inputs give unrelated outputs.
[[nodiscard]] constexpr std::uint64_t scramble(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// One stream of randomness for each rule and connection, so that one more draw here never changes a draw there.
[[nodiscard]] constexpr std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t rule,
                                                  std::uint64_t connection) noexcept {
  return scramble(scramble(scramble(seed) ^ rule) ^ connection);
}

}  // namespace pop3kit::serving
