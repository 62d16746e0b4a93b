#include "support/contest.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <random>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

constexpr std::string_view quick_flag = "--quick";

// All contenders of a round get this time. A contender that has time left takes another turn.
double round_seconds = 2;
constexpr double quick_round_seconds = 0.5;
bool any_failed = false;

template <class Measure>
double median(std::vector<cost> costs, Measure measure) {
  const auto middle = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
  std::ranges::nth_element(costs, middle, {}, measure);
  return static_cast<double>(std::invoke(measure, *middle));
}

struct contender {
  std::string name;
  contest::run work;
  std::vector<cost> spent{};  // one for each turn of this round
  double seconds = 0;         // of all turns
};

/// The contenders of one contest.
struct match {
  std::vector<contender> contenders;
  std::uint64_t amount = 0;
  std::minstd_rand lots;  // the same in each run of the program

  /// Returns false if no contender has time left.
  bool take_turns() {
    const double share = round_seconds / static_cast<double>(contenders.size());
    std::vector<contender*> order;
    for (contender& each : contenders) {
      if (each.seconds < share) order.push_back(&each);
    }
    std::ranges::shuffle(order, lots);
    for (contender* const each : order) {
      const cost spent = each->spent.emplace_back(measure(each->work));
      if (spent.work != amount) {
        throw std::runtime_error(fmt::format("{} did {} of {}", each->name, spent.work, amount));
      }
      each->seconds += spent.wall_seconds;
    }
    return !order.empty();
  }

  /// Plays one round. Returns the time of the contender that was entered last.
  double play(benchmark::UserCounters& counters) {
    for (contender& each : contenders) {
      each.spent.clear();
      each.seconds = 0;
    }
    while (take_turns()) {
    }
    for (const contender& each : contenders) {
      counters[each.name + ".wall"] = median(each.spent, &cost::wall_seconds);
      counters[each.name + ".cpu"] = median(each.spent, &cost::cpu_seconds);
      counters[each.name + ".peak"] = median(each.spent, &cost::peak_octets);
      counters[each.name + ".growth"] = median(each.spent, &cost::growth_octets);
    }
    return median(contenders.back().spent, &cost::wall_seconds);
  }
};

}  // namespace

contest& contest::between(std::string contender, run work) {
  contenders_.emplace_back(std::move(contender), std::move(work));
  return *this;
}

contest& contest::over(std::uint64_t amount) {
  amount_ = amount;
  return *this;
}

contest& contest::noting(std::string fact, double value) {
  facts_.emplace_back(std::move(fact), value);
  return *this;
}

void contest::enter() {
  auto played = std::make_shared<match>();
  for (auto& [name, work] : contenders_) played->contenders.push_back({std::move(name), std::move(work)});
  played->amount = amount_;
  const auto play = [played, facts = std::move(facts_)](benchmark::State& state) {
    for (const auto& [fact, value] : facts) state.counters[fact] = value;
    for (auto _ : state) {
      try {
        state.SetIterationTime(played->play(state.counters));
      } catch (const std::exception& caught) {
        any_failed = true;
        state.SkipWithError(caught.what());
        break;
      }
    }
  };
  benchmark::RegisterBenchmark(name_.c_str(), play)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
}

bool wants_quick(int count, char** arguments) {
  return std::any_of(arguments + 1, arguments + count, [](std::string_view each) { return each == quick_flag; });
}

int run_contests(int count, char** arguments) {
  std::vector<std::string> given{"bench", "--benchmark_display_aggregates_only=true"};
  given.emplace_back(wants_quick(count, arguments) ? "--benchmark_repetitions=3" : "--benchmark_repetitions=5");
  if (wants_quick(count, arguments)) {
    given.emplace_back("--benchmark_min_time=0.1");
    round_seconds = quick_round_seconds;
  }
  std::copy_if(arguments + 1, arguments + count, std::back_inserter(given),
               [](std::string_view each) { return each != quick_flag; });
  std::vector<char*> pointers;
  for (std::string& each : given) pointers.push_back(each.data());
  pointers.push_back(nullptr);
  int size = static_cast<int>(given.size());
  benchmark::Initialize(&size, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(size, pointers.data())) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return any_failed ? 1 : 0;
}

}  // namespace bench
