#pragma once

#include <cstdint>

namespace pop3kit::simulated {

/// What a stream of random numbers is for. Another draw for one purpose changes nothing for the others.
enum class purpose : std::uint64_t { scheduling = 1, delivery, jitter, server };

/// SplitMix64: the same sequence for the same seed on every platform.
class random_stream {
 public:
  random_stream(std::uint64_t seed, purpose what, std::uint64_t instance = 0) noexcept
      : state_(mix(mix(seed) ^ static_cast<std::uint64_t>(what)) ^ mix(instance)) {}

  [[nodiscard]] std::uint64_t next() noexcept {
    state_ += golden;
    return finish(state_);
  }
  /// Returns a number below `bound`, which must not be 0. The bias is one in 2^64 / bound.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) noexcept { return next() % bound; }

 private:
  static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
  static constexpr std::uint64_t finish(std::uint64_t value) noexcept {
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
  }
  static constexpr std::uint64_t mix(std::uint64_t value) noexcept { return finish(value + golden); }

  std::uint64_t state_;
};

}  // namespace pop3kit::simulated
