#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "plan.hpp"

namespace pop3kit::proof {

/// What became of one plan.
struct run_report {
  run_report() = default;
  std::optional<std::string> finding;
  std::chrono::nanoseconds passed{};  ///< of the world's time
  std::uint64_t faults = 0;           ///< that took effect
  std::uint64_t messages = 0;         ///< handed over
  std::uint64_t octets = 0;           ///< of these
  std::uint64_t work = 0;             ///< pieces of work that ran
  std::uint64_t digest = 0;           ///< of all that happened: the same plan gives the same
  std::string log;                    ///< if it was asked for
};

/// Carries out a plan and checks after each step that nothing was lost, doubled, cut short, mixed up, deleted
/// without request or left waiting, and that no secret was shown.
[[nodiscard]] run_report carry_out(const plan& what, bool keeps_log = false);

}  // namespace pop3kit::proof
