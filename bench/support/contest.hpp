#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "support/measured.hpp"

namespace bench {

/// Compares several ways to do the same work. They take turns in an order that is drawn again each time, so that none
/// always runs after the same other. A round is one repetition of Google Benchmark, named after the contest. Each
/// contender has one turn in it. Fast contenders have more, because a measurement of a few milliseconds depends too
/// much on other work of the machine. The round's time is that of the contender entered last. Its counters are the
/// medians of each contender's turns: NAME.wall, NAME.cpu (seconds), NAME.peak, NAME.growth (octets).
class contest {
 public:
  using run = std::function<std::uint64_t(memory_mark&)>;

  explicit contest(std::string name) : name_(std::move(name)) {}
  contest& between(std::string contender, run work);
  /// Sets the amount of work that every contender must report. If a run reports another amount, the contest fails.
  contest& over(std::uint64_t amount);
  /// Adds a fact about the work that the report needs, such as its octets on the wire.
  contest& noting(std::string fact, double value);
  /// Registers the contest.
  void enter();

 private:
  std::string name_;
  std::vector<std::pair<std::string, run>> contenders_;
  std::vector<std::pair<std::string, double>> facts_;
  std::uint64_t amount_ = 0;
};

/// Returns true if --quick was given: fewer cases, and fewer rounds of each.
[[nodiscard]] bool wants_quick(int count, char** arguments);

/// Runs all registered contests: five rounds, or three if quick, unless --benchmark_repetitions is given. Returns the
/// exit status of the program.
[[nodiscard]] int run_contests(int count, char** arguments);

}  // namespace bench
