#include "transfer/marker_replies.hpp"

#include <gtest/gtest.h>

namespace pop3kit::testing {
namespace {

using engine::marker_replies;
using engine::message_numbers;
using engine::reply_place;
using engine::sent_command;

/// Three messages, numbered from 1, with the unique-ids "100", "200" and "300".
struct marker_reply : ::testing::Test {
  marker_reply() {
    for (std::uint64_t number = 1; number <= 3; ++number) {
      message_info& each = listed.emplace_back();
      each.sequence_number = number;
      each.unique_id.emplace(std::to_string(100 * number));
    }
  }

  static sent_command message_of(std::size_t item) { return sent_command{sent_command::step::message, item, item + 1}; }

  sent_command ask_after(const sent_command& last) {
    sent.clear();
    return markers.ask(sent, last);
  }

  outcome<reply_place> check(const sent_command& due, std::string_view line, bool any_ended = true) {
    return markers.check(due, wire::parse_status_line(line).value(), numbers, any_ended);
  }

  std::vector<message_info> listed;
  message_numbers numbers{listed, message_numbers::ground::own_listing};
  marker_replies markers;
  std::string sent;
};

TEST_F(marker_reply, shows_its_place_by_the_number_and_the_unique_id_of_the_last_message) {
  const sent_command marker = ask_after(message_of(1));
  EXPECT_EQ(sent, "UIDL 2\r\n");
  EXPECT_EQ(check(marker, "+OK 2 200").value(), reply_place::right);
}

TEST_F(marker_reply, is_displaced_if_it_names_another_message) {
  const sent_command marker = ask_after(message_of(1));
  EXPECT_EQ(check(marker, "+OK 1 100").error(), errc::malformed_response);
  EXPECT_EQ(check(marker, "+OK 2 100").error(), errc::malformed_response);
  EXPECT_EQ(check(marker, "+OK 120 octets").error(), errc::malformed_response);
}

TEST_F(marker_reply, that_is_worded_otherwise_with_nothing_before_it_makes_stat_the_next_marker) {
  EXPECT_EQ(check(ask_after(message_of(1)), "+OK", false).value(), reply_place::unknown);
  const sent_command next = ask_after(message_of(2));
  EXPECT_EQ(sent, "STAT\r\n");
  EXPECT_TRUE(next.marked_by_stat);
}

TEST_F(marker_reply, that_refuses_leaves_the_place_open_and_makes_stat_the_next_marker) {
  EXPECT_EQ(check(ask_after(message_of(0)), "-ERR gone").value(), reply_place::unknown);
  ask_after(message_of(1));
  EXPECT_EQ(sent, "STAT\r\n");
}

TEST_F(marker_reply, to_stat_is_not_believed_if_it_may_be_that_to_a_uidl_that_seemed_to_be_refused) {
  EXPECT_EQ(check(ask_after(message_of(1)), "-ERR gone").value(), reply_place::unknown);
  const sent_command stat = ask_after(message_of(2));
  EXPECT_EQ(check(stat, "+OK 2 200").error(), errc::malformed_response);
  EXPECT_EQ(check(stat, "+OK 3 600").value(), reply_place::right);
}

TEST_F(marker_reply, to_stat_has_two_numbers_and_is_no_refusal) {
  const sent_command stat = ask_after(sent_command{sent_command::step::marker, 0, 1});
  EXPECT_EQ(sent, "STAT\r\n");
  EXPECT_EQ(check(stat, "+OK 3 600").value(), reply_place::right);
  EXPECT_EQ(check(stat, "-ERR").error(), errc::malformed_response);
  EXPECT_EQ(check(stat, "+OK 120 octets").error(), errc::malformed_response);
}

TEST_F(marker_reply, may_refute_a_guessed_number_if_it_is_that_to_a_proof) {
  const sent_command proof{sent_command::step::proof, 1, 2};
  EXPECT_EQ(check(proof, "+OK 2 200").value(), reply_place::right);
  EXPECT_EQ(check(proof, "+OK 2 999").value(), reply_place::unknown);
  EXPECT_EQ(check(proof, "-ERR no such message").value(), reply_place::unknown);
  EXPECT_EQ(check(proof, "+OK 1 100").error(), errc::malformed_response);
}

TEST_F(marker_reply, to_a_listing_tells_nothing) {
  EXPECT_EQ(check(sent_command{sent_command::step::listing}, "+OK 2 200").value(), reply_place::unknown);
}

}  // namespace
}  // namespace pop3kit::testing
