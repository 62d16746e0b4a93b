#include <gtest/gtest.h>

#include "transfer/leading_session.hpp"

namespace pop3kit::testing {
namespace {

using engine::replacement_limit;

/// How many sessions in a row it allows at most.
std::size_t sessions_allowed(replacement_limit& limit, std::size_t whole) {
  std::size_t allowed = 0;
  while (limit.allow(whole)) ++allowed;
  return allowed;
}

TEST(replacement_limit, allows_16_sessions_in_a_row_if_no_message_comes_whole) {
  replacement_limit limit;
  EXPECT_EQ(sessions_allowed(limit, 0), 16U);
  EXPECT_FALSE(limit.allow(0));
}

TEST(replacement_limit, counts_anew_after_a_message_has_come_whole) {
  replacement_limit limit;
  EXPECT_EQ(sessions_allowed(limit, 0), 16U);
  EXPECT_EQ(sessions_allowed(limit, 1), 16U);
}

}  // namespace
}  // namespace pop3kit::testing
