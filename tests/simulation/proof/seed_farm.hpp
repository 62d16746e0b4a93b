#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plan.hpp"
#include "workload.hpp"

namespace pop3kit::proof {

/// What many seeds came to.
struct farm_report {
  farm_report() = default;
  std::uint64_t seeds = 0;
  std::chrono::nanoseconds passed{};
  std::uint64_t faults = 0;
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
  std::uint64_t work = 0;
  std::optional<std::uint64_t> failed;  ///< the lowest seed that failed
  std::string finding;
  std::uint64_t seeds_until_failure = 0;
};

/// Runs the seeds on `jobs` processes that share nothing, so that a seed that crashes or never ends is a finding too.
/// Stops soon after the first that fails.
[[nodiscard]] farm_report run_seeds(const std::vector<std::uint64_t>& seeds, unsigned jobs);

/// What is found in one plan, run in a process of its own: a crash or a hang is found there as well.
[[nodiscard]] std::optional<std::string> find_apart(const plan& what);

}  // namespace pop3kit::proof
