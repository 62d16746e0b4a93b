#include "transfer/reply_ledger.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <vector>

namespace pop3kit::testing {
namespace {

using engine::reply_ledger;
using engine::reply_place;
using engine::sent_command;

sent_command sent_message(std::size_t item) {
  return sent_command{sent_command::step::message, item, item + 1};
}

/// A ledger beside a list of the messages that it has let go.
struct played_replies : ::testing::Test {
  void send(std::initializer_list<sent_command> commands) {
    for (const sent_command& each : commands) ledger.add(each);
  }

  void begin(reply_place found) {
    const bool may_conclude = ledger.begin_reply(found);
    ledger.oldest().has_body = true;
    if (may_conclude) conclude();
  }

  void end() {
    const sent_command done = ledger.end_reply();
    bool may_conclude = false;
    if (done.what == sent_command::step::marker && done.in_place) may_conclude = ledger.end_marker();
    if (done.what == sent_command::step::message) may_conclude = ledger.end_message(done, false);
    if (may_conclude) conclude();
  }

  void answer(reply_place found) {
    begin(found);
    end();
  }

  void conclude() {
    while (const std::optional<sent_command> done = ledger.take_ended()) concluded.push_back(done->item);
  }

  reply_ledger ledger;
  std::vector<std::size_t> concluded;
};

using item_list = std::vector<std::size_t>;

TEST_F(played_replies, conclude_a_message_at_its_terminator_if_nothing_was_sent_ahead) {
  send({sent_message(0)});
  answer(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({0}));
  EXPECT_TRUE(ledger.empty());
}

TEST_F(played_replies, conclude_nothing_in_a_pipeline_if_none_shows_its_place) {
  send({sent_message(0), sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({}));
  EXPECT_EQ(ledger.messages_ended(), 2U);
}

TEST_F(played_replies, conclude_all_messages_before_the_status_line_that_shows_its_place) {
  send({sent_message(0), sent_message(1), sent_message(2)});
  answer(reply_place::unknown);
  answer(reply_place::unknown);
  begin(reply_place::right);
  EXPECT_EQ(concluded, item_list({0, 1}));
}

TEST_F(played_replies, conclude_the_last_message_if_its_own_status_line_has_shown_its_place) {
  send({sent_message(0), sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::right);
  EXPECT_EQ(concluded, item_list({0, 1}));
}

TEST_F(played_replies, conclude_a_message_in_its_place_only_when_the_next_reply_has_begun) {
  send({sent_message(0), sent_message(1)});
  answer(reply_place::right);
  EXPECT_EQ(concluded, item_list({}));
  begin(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({0}));
}

TEST_F(played_replies, conclude_after_a_marker_when_the_reply_after_it_has_begun) {
  send({sent_message(0), sent_command{sent_command::step::marker}, sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::right);
  EXPECT_EQ(concluded, item_list({})) << "what was taken for the marker's reply may be the status line of a message";
  begin(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({0}));
}

TEST_F(played_replies, conclude_after_a_marker_at_once_if_no_reply_is_due) {
  send({sent_message(0), sent_command{sent_command::step::marker}});
  answer(reply_place::unknown);
  answer(reply_place::right);
  EXPECT_EQ(concluded, item_list({0}));
}

TEST_F(played_replies, conclude_nothing_for_a_marker_that_does_not_show_its_place) {
  send({sent_message(0), sent_command{sent_command::step::marker}});
  answer(reply_place::unknown);
  answer(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({}));
}

TEST_F(played_replies, conclude_at_the_loss_of_a_session_what_a_marker_has_shown) {
  send({sent_message(0), sent_command{sent_command::step::marker}, sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::right);
  EXPECT_TRUE(ledger.end_session(false));
  EXPECT_FALSE(ledger.end_session(false)) << "a marker counts once";
}

TEST_F(played_replies, conclude_nothing_if_the_end_of_the_session_puts_them_in_doubt) {
  send({sent_message(0), sent_command{sent_command::step::marker}, sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::right);
  EXPECT_FALSE(ledger.end_session(true));
}

TEST_F(played_replies, conclude_at_no_terminator_after_commands_sent_ahead_until_one_shows_its_place) {
  send({sent_message(0), sent_message(1)});
  answer(reply_place::unknown);
  answer(reply_place::unknown);
  send({sent_message(2)});
  answer(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({}));
  send({sent_command{sent_command::step::marker}});
  answer(reply_place::right);
  EXPECT_EQ(concluded, item_list({0, 1, 2}));
  send({sent_message(3)});
  answer(reply_place::unknown);
  EXPECT_EQ(concluded, item_list({0, 1, 2, 3}));
}

TEST_F(played_replies, blame_the_message_before_a_wrong_reply_only_if_the_failure_puts_its_end_in_doubt) {
  send({sent_message(4), sent_message(5)});
  answer(reply_place::unknown);
  EXPECT_EQ(ledger.message_due(true), 4U);
  EXPECT_EQ(ledger.message_due(false), 5U);
}

TEST_F(played_replies, blame_no_message_while_that_to_another_command_or_to_a_refuted_number_is_due) {
  EXPECT_FALSE(ledger.message_due(true));
  send({sent_command{sent_command::step::proof, 7, 8}, sent_message(7)});
  EXPECT_FALSE(ledger.message_due(false));
  ASSERT_NE(ledger.second(), nullptr);
  ledger.second()->stands = sent_command::standing::refuted;
  answer(reply_place::unknown);
  EXPECT_FALSE(ledger.message_due(false));
  EXPECT_EQ(ledger.second(), nullptr);
}

TEST_F(played_replies, leave_the_message_whose_end_is_in_doubt_with_those_that_are_due) {
  send({sent_message(0), sent_message(1), sent_message(2), sent_message(3)});
  answer(reply_place::unknown);
  answer(reply_place::unknown);
  const reply_ledger::unconcluded lost = ledger.take_all();
  ASSERT_EQ(lost.ended.size(), 1U);
  EXPECT_EQ(lost.ended.front().item, 0U);
  ASSERT_EQ(lost.open.size(), 3U);
  EXPECT_EQ(lost.open.front().item, 1U);
  EXPECT_TRUE(ledger.empty());
  EXPECT_EQ(ledger.messages_due(), 0U);
}

TEST_F(played_replies, are_counted_by_commands_and_by_messages) {
  send({sent_command{sent_command::step::listing}, sent_message(0), sent_command{sent_command::step::marker}});
  EXPECT_EQ(ledger.commands_due(), 3U);
  EXPECT_EQ(ledger.messages_due(), 1U);
  EXPECT_EQ(ledger.latest().what, sent_command::step::marker);
  EXPECT_TRUE(ledger.sent_ahead());
}

}  // namespace
}  // namespace pop3kit::testing
