#include <gmock/gmock.h>
#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>

#include "plan.hpp"
#include "seed_farm.hpp"
#include "workload.hpp"

namespace pop3kit::proof {
namespace {

bool are_equally_long(const std::vector<stored_message>& messages) {
  return std::ranges::all_of(
      messages, [&](const stored_message& each) { return each.octets.size() == messages.front().octets.size(); });
}

// As docs/reference/simulation.md says.
TEST(seeds, make_worlds_of_equal_sizes_and_worlds_under_tls_as_often_as_documented) {
  constexpr std::uint64_t seeds = 2400;
  double with_several_messages = 0;
  double equally_long = 0;
  double secured = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const plan made = make_plan(seed);
    if (made.protection != security::none) ++secured;
    if (made.messages.size() < 3) continue;
    ++with_several_messages;
    if (are_equally_long(made.messages)) ++equally_long;
  }
  EXPECT_NEAR(equally_long / with_several_messages, 1.0 / 4, 0.04);
  EXPECT_NEAR(secured / seeds, 1.0 / 24, 0.012);
}

TEST(seeds, run_the_same_way_each_time) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const plan what = make_plan(seed);
    if (what.protection != security::none) continue;
    EXPECT_EQ(carry_out(what).digest, carry_out(what).digest) << seed;
  }
}

std::atomic<bool> workers_crash = false;

void crash_if_told() {
  if (workers_crash) std::abort();
}

TEST(seed_farm, takes_a_worker_that_crashes_for_a_finding) {
  ASSERT_EQ(::pthread_atfork(nullptr, nullptr, crash_if_told), 0);
  const plan sound = make_plan(1);
  EXPECT_EQ(find_apart(sound), std::nullopt);
  workers_crash = true;
  const std::optional<std::string> found = find_apart(sound);
  const farm_report all = run_seeds({1, 2}, 2);
  workers_crash = false;
  EXPECT_EQ(found, "killed: Aborted");
  EXPECT_EQ(all.failed, 1U);
  EXPECT_EQ(all.finding, "killed: Aborted");
}

}  // namespace
}  // namespace pop3kit::proof
