#include "shrink.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace pop3kit::proof {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

planned_fault reset_of(std::uint64_t connection) {
  planned_fault made;
  made.connection = connection;
  made.event = link_event(link_direction::to_client, 100, disturbance::reset);
  return made;
}

plan crowded_plan() {
  plan made = make_plan(1);
  made.steps.assign(8, work_step());
  made.steps[5].what = action::commit;
  made.faults.clear();
  for (std::uint64_t connection = 1; connection <= 9; ++connection) made.faults.push_back(reset_of(connection));
  made.messages.assign(20, stored_message("id", "octets\r\n"));
  made.link.latency = std::chrono::seconds(1);
  return made;
}

bool has_fault_of(const plan& what, std::uint64_t connection) {
  return std::ranges::any_of(what.faults, [=](const planned_fault& each) { return each.connection == connection; });
}

bool commits(const plan& what) {
  return what.steps.size() > 5 && what.steps[5].what == action::commit;
}

TEST(shrink, leaves_the_faults_that_are_needed_together) {
  const plan least =
      shrink(crowded_plan(), [](const plan& what) { return has_fault_of(what, 3) && has_fault_of(what, 8); });
  ASSERT_THAT(least.faults, SizeIs(2));
  EXPECT_EQ(least.faults[0].connection, 3U);
  EXPECT_EQ(least.faults[1].connection, 8U);
  EXPECT_THAT(least.messages, IsEmpty());
  EXPECT_THAT(least.steps, IsEmpty());
  EXPECT_EQ(least.link.latency.count(), 0);
}

TEST(shrink, keeps_the_place_of_the_step_that_is_needed) {
  const plan least = shrink(crowded_plan(), commits);
  ASSERT_THAT(least.steps, SizeIs(6));
  EXPECT_EQ(std::ranges::count(least.steps, action::idle, &work_step::what), 5);
  EXPECT_THAT(least.faults, IsEmpty());
}

TEST(shrink, leaves_out_messages_one_by_one) {
  const plan least = shrink(crowded_plan(), [](const plan& what) { return what.messages.size() >= 7; });
  EXPECT_THAT(least.messages, SizeIs(7));
}

}  // namespace
}  // namespace pop3kit::proof
