#include "transfer/broken_messages.hpp"

#include <gtest/gtest.h>

namespace pop3kit::testing {
namespace {

using engine::broken_messages;

failure truncated_failure() {
  return failure(errc::message_truncated);
}

TEST(broken_messages, are_certain_at_once_if_nothing_was_sent_ahead) {
  broken_messages broken;
  broken.note_end(3, false);
  EXPECT_TRUE(broken.is_certain(truncated_failure()));
}

TEST(broken_messages, are_certain_in_a_pipeline_at_the_second_failure_of_the_same_message) {
  broken_messages broken;
  broken.note_end(3, true);
  EXPECT_FALSE(broken.is_certain(truncated_failure()));
  broken.note_end(4, true);
  EXPECT_FALSE(broken.is_certain(truncated_failure()));
  broken.note_end(3, true);
  EXPECT_TRUE(broken.is_certain(truncated_failure()));
}

TEST(broken_messages, are_certain_in_a_pipeline_if_they_are_too_large) {
  broken_messages broken;
  broken.note_end(3, true);
  EXPECT_TRUE(broken.is_certain(failure(errc::message_too_large)));
  EXPECT_TRUE(broken.is_certain(failure(errc::header_too_large)));
}

TEST(broken_messages, are_named_by_their_number_before_the_detail) {
  std::vector<message_info> messages(2);
  messages[1].sequence_number = 17;
  broken_messages broken;
  EXPECT_EQ(broken.name_message(truncated_failure(), messages).detail(), truncated_failure().detail());
  broken.note_end(1, false);
  EXPECT_EQ(broken.name_message(failure(errc::message_truncated, "half of it"), messages).detail(),
            "message 17: half of it");
  EXPECT_EQ(broken.name_message(failure(errc::message_truncated), messages).detail(), "message 17");
}

TEST(broken_messages, are_counted_once_and_no_longer_due_when_they_are_reported) {
  broken_messages broken;
  broken.note_end(1, false);
  broken.note_reported(true);
  EXPECT_FALSE(broken.due());
  broken.note_end(1, false);
  broken.note_reported(false);
  EXPECT_EQ(broken.reported(), 1U);
}

TEST(broken_messages, do_not_include_a_server_that_is_too_slow_or_a_lost_connection) {
  EXPECT_TRUE(engine::is_broken_message(truncated_failure()));
  EXPECT_FALSE(engine::is_broken_message(failure(errc::too_slow)));
  EXPECT_FALSE(engine::is_broken_message(failure(errc::connection_closed)));
}

}  // namespace
}  // namespace pop3kit::testing
