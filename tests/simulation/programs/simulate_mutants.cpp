// Would the proof notice? Each deliberate bug is awake in turn, and must be found within so many seeds.
#include <array>
#include <charconv>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <string_view>
#include <vector>

#include "seed_farm.hpp"

namespace pop3kit::proof {

/// Which bug is awake, from 1; the mutated sources look here.
extern int active_mutant;
int active_mutant = 0;

}  // namespace pop3kit::proof

namespace {

struct bug {
  std::string_view name;
  std::string_view says;
};

constexpr std::array bugs = std::to_array<bug>({
#include "bugs.inc"
});

constexpr std::uint64_t most_seeds = 20'000;

}  // namespace

int main(int count, char** words) {
  std::uint64_t most = most_seeds;
  if (count == 2) {
    const std::string_view given = words[1];
    std::from_chars(given.data(), given.data() + given.size(), most);
  }
  std::vector<std::uint64_t> seeds(static_cast<std::size_t>(most));
  std::iota(seeds.begin(), seeds.end(), 1);
  int missed = 0;
  std::cout << "| bug | seeds needed | found as |\n|---|---|---|" << std::endl;
  for (std::size_t i = 0; i < bugs.size(); ++i) {
    pop3kit::proof::active_mutant = static_cast<int>(i) + 1;
    const auto all = pop3kit::proof::run_seeds(seeds, 1);
    std::cout << "| " << bugs.at(i).says << " | ";
    if (all.failed) {
      std::cout << all.seeds_until_failure << " | " << all.finding << " |" << std::endl;
    } else {
      ++missed;
      std::cout << "NOT FOUND | " << bugs.at(i).name << " |" << std::endl;
    }
  }
  if (missed != 0) std::cout << missed << " of " << bugs.size() << " bugs were not found in " << most << " seeds\n";
  return missed == 0 ? 0 : 1;
}
