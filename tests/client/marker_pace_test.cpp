#include "transfer/marker_pace.hpp"

#include <gtest/gtest.h>

namespace pop3kit::testing {
namespace {

using engine::marker_pace;
using by_size = engine::marker_pace::shown_by_size;

/// How many messages without a size that tells are asked for before a marker is due.
std::size_t messages_until_due(marker_pace& pace) {
  std::size_t messages = 0;
  while (!pace.is_due(false, false)) {
    pace.note_message(by_size::no, 0);
    ++messages;
  }
  return messages;
}

TEST(marker_pace, starts_slowly_and_asks_for_four_times_as_many_each_time_up_to_32) {
  marker_pace pace(true);
  for (const std::size_t expected : {1U, 4U, 16U, 32U, 32U}) {
    EXPECT_EQ(messages_until_due(pace), expected);
    pace.note_marker();
  }
}

TEST(marker_pace, begins_with_32_if_it_need_not_start_slowly) {
  marker_pace pace(false);
  EXPECT_EQ(messages_until_due(pace), 32U);
}

TEST(marker_pace, is_due_after_256_kib_whatever_the_number_of_messages) {
  marker_pace pace(false);
  pace.note_message(by_size::perhaps, 256 * 1024 - 1);
  EXPECT_FALSE(pace.is_due(false, false));
  pace.note_message(by_size::perhaps, 1);
  EXPECT_TRUE(pace.is_due(false, false));
}

TEST(marker_pace, counts_on_sizes_until_one_has_shown_a_place_of_another_message) {
  marker_pace pace(true);
  pace.note_message(by_size::perhaps, 10);
  EXPECT_FALSE(pace.is_due(false, false));
  EXPECT_TRUE(pace.is_due(false, true));
}

TEST(marker_pace, forgets_the_messages_before_a_reply_that_is_sure_to_show_its_place) {
  marker_pace pace(true);
  pace.note_message(by_size::no, 300 * 1024);
  pace.note_message(by_size::surely, 300 * 1024);
  EXPECT_FALSE(pace.is_due(false, true));
  pace.note_message(by_size::no, 0);
  EXPECT_TRUE(pace.is_due(false, true));
  pace.note_sure_reply();
  EXPECT_FALSE(pace.is_due(false, true));
}

TEST(marker_pace, marks_before_a_message_that_has_cut_a_connection) {
  marker_pace pace(false);
  EXPECT_FALSE(pace.is_due(true, false));
  pace.note_message(by_size::no, 0);
  EXPECT_TRUE(pace.is_due(true, false));
}

TEST(marker_pace, needs_a_last_marker_if_the_last_reply_cannot_show_its_place) {
  marker_pace pace(false);
  EXPECT_FALSE(pace.is_due_at_end());
  pace.note_message(by_size::no, 0);
  EXPECT_TRUE(pace.is_due_at_end());
  pace.note_message(by_size::perhaps, 0);
  EXPECT_FALSE(pace.is_due_at_end());
}

TEST(marker_pace, forgets_concluded_messages_and_their_octets) {
  marker_pace pace(false);
  pace.note_message(by_size::no, 300 * 1024);
  pace.note_message(by_size::no, 0);
  pace.note_conclusion(1);
  EXPECT_TRUE(pace.is_due_at_end());
  EXPECT_TRUE(pace.is_due(false, false)) << "octets are counted until the last message is concluded";
  pace.note_conclusion(0);
  EXPECT_FALSE(pace.is_due_at_end());
  EXPECT_FALSE(pace.is_due(false, false));
}

}  // namespace
}  // namespace pop3kit::testing
