#pragma once

#include <cstdint>
#include <random>

#include "net/fault/fault_stream.hpp"

namespace pop3kit::net {

/// Computes when octets that enter a link now arrive: after the time for its rate, plus the latency, changed by the
/// jitter, and never before octets that entered earlier.
class link_schedule {
 public:
  link_schedule(const link_conditions& conditions, std::uint64_t seed) noexcept;

  /// Returns whether the link delays anything.
  [[nodiscard]] bool delays() const noexcept;
  /// Returns how many octets may arrive at one moment. A slow link delivers small pieces steadily, unless slices set a
  /// size.
  [[nodiscard]] std::size_t piece() const noexcept;
  [[nodiscard]] time_point arrival(time_point now, std::size_t octets);
  /// Sets other conditions from now on. Later octets still do not overtake earlier ones.
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
