#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "support/measured.hpp"

namespace bench {

/// Several ways to do the same work, compared fairly: they take turns, in an order that is drawn anew each time, so
/// that none always runs in the wake of the same other. A round is one repetition of Google Benchmark, named after the
/// contest: one turn of each, and more of those that are done in no time, since a few milliseconds measure what else
/// the machine does. Its time is that of the contender entered last, and its counters say what each spent, the medians
/// of its turns: NAME.wall, NAME.cpu (seconds), NAME.peak, NAME.growth (octets).
class contest {
 public:
  using run = std::function<std::uint64_t(memory_mark&)>;

  explicit contest(std::string name) : name_(std::move(name)) {}
  contest& between(std::string contender, run work);
  /// The amount of work that every contender must report; a contest whose runs report another one has failed.
  contest& over(std::uint64_t amount);
  /// A fact about the work that the report needs, such as its octets on the wire.
  contest& noting(std::string fact, double value);
  /// Registers it.
  void enter();

 private:
  std::string name_;
  std::vector<std::pair<std::string, run>> contenders_;
  std::vector<std::pair<std::string, double>> facts_;
  std::uint64_t amount_ = 0;
};

/// Whether --quick was given: fewer cases, and fewer rounds of each.
[[nodiscard]] bool wants_quick(int count, char** arguments);

/// Runs what was entered: five rounds, three if quick, unless --benchmark_repetitions says otherwise. The program's
/// exit status.
[[nodiscard]] int run_contests(int count, char** arguments);

}  // namespace bench
