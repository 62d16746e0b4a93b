#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using ::testing::HasSubstr;
using expectations = played_scenario;

TEST_F(expectations, nothing_lost) {
  play("expectations/nothing_lost.lua");
  client reader = mail();
  for (std::uint64_t number = 1; number <= 5; ++number) {
    ASSERT_TRUE(reader.fetch_message(number).has_value());
    ASSERT_TRUE(reader.delete_message(number).has_value());
  }
  ASSERT_TRUE(reader.commit_deletes().has_value());
  EXPECT_TRUE(verified());
}

TEST_F(expectations, nothing_lost_by_a_hasty_client) {
  const server& played = play("expectations/nothing_lost.lua");
  client reader = mail();
  ASSERT_TRUE(reader.delete_message(2).has_value());
  const auto failed = [](const journal_entry& entry) { return entry.kind == journal_kind::expectation; };
  const auto told = played.wait_for(failed, std::chrono::hours(1));
  ASSERT_TRUE(told.has_value());
  EXPECT_THAT(told->text,
              HasSubstr("nothing_lost.lua:8: expected DELE $n before RETR $n never, but it came once, the last "
                        "time as DELE 2 on connection 1"));
  EXPECT_FALSE(verified());
}

}  // namespace
}  // namespace pop3kit::scenarios
