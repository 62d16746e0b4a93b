#pragma once

#include <cstdint>

#include "scenario/stable_hash.hpp"

namespace pop3kit::serving::lua {

/// The randomness of scripts: a counter, scrambled. Small enough to keep one for each connection.
class random {
 public:
  explicit random(std::uint64_t seed = 0) noexcept : seed_(seed) {}
  [[nodiscard]] bool was_drawn() const noexcept { return drawn_ > 0; }
  [[nodiscard]] std::uint64_t next() noexcept { return scramble(seed_ + 0x9E3779B97F4A7C15U * drawn_++); }

 private:
  std::uint64_t seed_;
  std::uint64_t drawn_ = 0;
};

}  // namespace pop3kit::serving::lua
