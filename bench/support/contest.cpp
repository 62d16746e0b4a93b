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
  std::vector<cost> spent;  // in the turns of this round
};

/// What is played in each round.
struct match {
  std::vector<contender> contenders;
  std::uint64_t amount = 0;
  std::size_t turns = 1;
  std::minstd_rand lots;  // the same in each run of the program

  void take_turns() {
    std::vector<contender*> order;
    for (contender& each : contenders) order.push_back(&each);
    std::ranges::shuffle(order, lots);
    for (contender* const each : order) {
      const cost spent = each->spent.emplace_back(measure(each->work));
      if (spent.work != amount)
        throw std::runtime_error(fmt::format("{} did {} of {}", each->name, spent.work, amount));
    }
  }

  /// One round; returns the time of the last contender.
  double play(benchmark::UserCounters& counters) {
    for (contender& each : contenders) each.spent.clear();
    for (std::size_t turn = 0; turn < turns; ++turn) take_turns();
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

contest& contest::in_turns(std::size_t each_round) {
  turns_ = each_round;
  return *this;
}

contest& contest::noting(std::string fact, double value) {
  facts_.emplace_back(std::move(fact), value);
  return *this;
}

void contest::enter() {
  auto played = std::make_shared<match>();
  for (auto& [name, work] : contenders_) played->contenders.push_back({std::move(name), std::move(work), {}});
  played->amount = amount_;
  played->turns = turns_;
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
  if (wants_quick(count, arguments)) given.emplace_back("--benchmark_min_time=0.1");
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
