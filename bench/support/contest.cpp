#include "support/contest.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace bench {
namespace {

constexpr std::string_view quick_flag = "--quick";

bool any_failed = false;

/// One round; returns the time of the last contender.
struct rounds {
  std::vector<std::pair<std::string, contest::run>> contenders;
  std::uint64_t amount = 0;
  std::size_t first = 0;

  double play(benchmark::UserCounters& counters) {
    double last = 0;
    const std::size_t begin = first++;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
      const std::size_t turn = (begin + i) % contenders.size();
      const auto& [name, work] = contenders[turn];
      const cost spent = measure(work);
      if (spent.work != amount) throw std::runtime_error(fmt::format("{} did {} of {}", name, spent.work, amount));
      counters[name + ".wall"] = spent.wall_seconds;
      counters[name + ".cpu"] = spent.cpu_seconds;
      counters[name + ".peak"] = static_cast<double>(spent.peak_octets);
      counters[name + ".growth"] = static_cast<double>(spent.growth_octets);
      if (turn + 1 == contenders.size()) last = spent.wall_seconds;
    }
    return last;
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
  auto played = std::make_shared<rounds>(rounds{std::move(contenders_), amount_});
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
