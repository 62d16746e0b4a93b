// Runs many seeds, or shows one: `./dev simulate` builds and calls it.
#include <charconv>
#include <chrono>
#include <fstream>
#include <iostream>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "plan.hpp"
#include "seed_farm.hpp"
#include "shrink.hpp"
#include "workload.hpp"

namespace {

using pop3kit::proof::plan;

constexpr std::string_view usage =
    "usage: pop3kit_simulate [--seeds N] [--first N | --fresh] [--jobs N]   run many seeds (10000 from 1)\n"
    "       pop3kit_simulate --corpus FILE                               run the seeds of a file, one a line\n"
    "       pop3kit_simulate --seed N [--verbose]                        replay one\n";

struct choices {
  std::uint64_t seeds = 10'000;
  std::uint64_t first = 1;
  std::optional<std::uint64_t> one;
  std::string corpus;
  unsigned jobs = std::max(std::thread::hardware_concurrency(), 1U);
  bool verbose = false;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<choices> parse(const std::vector<std::string_view>& words) {
  choices made;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word == "--verbose") {
      made.verbose = true;
      continue;
    }
    if (word == "--fresh") {
      made.first = std::random_device()() * 1'000'003ULL;
      continue;
    }
    if (i + 1 == words.size()) return std::nullopt;
    const std::string_view value = words[++i];
    const std::optional<std::uint64_t> count = number(value);
    if (word == "--corpus") {
      made.corpus = value;
    } else if (!count) {
      return std::nullopt;
    } else if (word == "--seeds") {
      made.seeds = *count;
    } else if (word == "--first") {
      made.first = *count;
    } else if (word == "--seed") {
      made.one = *count;
    } else if (word == "--jobs") {
      made.jobs = static_cast<unsigned>(*count);
    } else {
      return std::nullopt;
    }
  }
  return made;
}

std::vector<std::uint64_t> seeds_of(const choices& chosen) {
  std::vector<std::uint64_t> seeds;
  if (chosen.corpus.empty()) {
    seeds.resize(static_cast<std::size_t>(chosen.seeds));
    std::iota(seeds.begin(), seeds.end(), chosen.first);
    return seeds;
  }
  std::ifstream file(chosen.corpus);
  for (std::string line; std::getline(file, line);) {
    if (const auto seed = number(line)) seeds.push_back(*seed);
  }
  return seeds;
}

/// Where the run kills its process, what was printed before is all there is to see.
void print_run(const plan& what) {
  const auto done = pop3kit::proof::carry_out(what, true);
  std::cout << done.log << (done.finding ? "found: " + *done.finding : "nothing found") << "; digest " << std::hex
            << done.digest << std::dec << ", " << done.work << " pieces of work\n";
}

/// What is found, and the least that shows it.
int replay(std::uint64_t seed, bool verbose) {
  const plan whole = pop3kit::proof::make_plan(seed);
  std::cout << "seed " << seed << ":\n";
  std::cout << describe(whole);
  std::cout << std::flush;
  const auto found = pop3kit::proof::find_apart(whole);
  if (!found || verbose) print_run(whole);
  if (!found) return 0;
  std::cout << "found: " << *found << "\nthe least that shows it:\n";
  const plan least = shrink(whole, [](const plan& smaller) { return pop3kit::proof::find_apart(smaller).has_value(); });
  std::cout << describe(least) << std::flush;
  print_run(least);
  return 1;
}

int run_many(const choices& chosen) {
  const std::vector<std::uint64_t> seeds = seeds_of(chosen);
  if (seeds.empty()) return 2;
  std::cout << "seeds from " << seeds.front() << std::endl;
  const auto all = pop3kit::proof::run_seeds(seeds, chosen.jobs);
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(all.passed).count();
  std::cout << "seeds run:           " << all.seeds << "\nvirtual time:        " << hours
            << " h\nfaults injected:     " << all.faults << "\nmessages handed over: " << all.messages << " ("
            << all.octets / 1024 << " KiB)\npieces of work:      " << all.work << '\n';
  if (!all.failed) return 0;
  std::cout << "SEED " << *all.failed << " FAILED: " << all.finding << "\nreplay it: pop3kit_simulate --seed "
            << *all.failed << " --verbose" << std::endl;
  replay(*all.failed, false);
  return 1;
}

}  // namespace

int main(int count, char** words) {
  const std::optional<choices> chosen = parse({words + 1, words + count});
  if (!chosen) {
    std::cerr << usage;
    return 2;
  }
  return chosen->one ? replay(*chosen->one, chosen->verbose) : run_many(*chosen);
}
