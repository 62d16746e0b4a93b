#pragma once

#include <cstdint>
#include <random>

#include "net/fault/fault_stream.hpp"

namespace pop3kit::net {

/// When octets that enter a link now come out of it: after the link has let them through at its rate, then the latency,
/// more or less the jitter, and never before those that entered earlier.
class link_schedule {
 public:
  link_schedule(const link_conditions& conditions, std::uint64_t seed) noexcept;

  /// Whether the link delays anything at all.
  [[nodiscard]] bool delays() const noexcept;
  /// Octets that share one moment of arrival, at most: a slow link delivers steadily, not in lumps, unless slices say
  /// how large the lumps are.
  [[nodiscard]] std::size_t piece() const noexcept;
  [[nodiscard]] time_point arrival(time_point now, std::size_t octets);
  /// Other conditions from now on; nothing overtakes what has entered before.
  void change(const link_conditions& conditions) noexcept;

 private:
  [[nodiscard]] duration jitter();
  /// In ]0, 1].
  [[nodiscard]] double fraction();

  link_conditions conditions_;
  std::uint64_t passed_ = 0;
  std::mt19937_64 random_;  // its sequence is the same everywhere, unlike that of the standard's distributions
  std::size_t piece_;
  time_point free_at_{};
  time_point last_arrival_{};
};

}  // namespace pop3kit::net
