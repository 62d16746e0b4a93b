#include <deque>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

// RFC 2449 section 6.6 lets a client send commands ahead. A server that mixes up the replies to them must not spoil a
// message: what is in doubt is discarded, and fetched again one by one.

constexpr std::size_t message_count = 40;

/// A server that sends the status line of the next reply before the terminator of the one before.
class mixed_replies : public ::testing::Test {
 protected:
  static toy_plan mixing_after(std::string verb) {
    toy_plan plan;
    plan.messages = numbered_messages(message_count);
    plan.true_sizes = true;
    plan.mixes_after = std::move(verb);
    return plan;
  }

  void serve(std::size_t connections, const toy_plan& plan) {
    for (std::size_t i = 0; i < connections; ++i) {
      stage_.serve_by(toy_server(stage_.time, plan, journals_.emplace_back()));
    }
  }
  async_client& mail() { return stage_.mail(); }

  [[nodiscard]] std::size_t mixed() const {
    std::size_t sum = 0;
    for (const toy_journal& journal : journals_) sum += journal.mixed;
    return sum;
  }

  void expect_every_message_as_stored(std::size_t count = message_count) {
    EXPECT_GT(mixed(), 0U);
    ASSERT_EQ(receiver_.whole.size(), count);
    for (const auto& [number, octets] : receiver_.whole) EXPECT_EQ(octets, toy_body("id" + std::to_string(number)));
    EXPECT_EQ(receiver_.under_way(), 0U);
  }

  void expect_headers_of_their_own(const message_listing& messages) {
    EXPECT_GT(mixed(), 0U);
    ASSERT_EQ(messages.size(), message_count);
    for (const message_info& message : messages) {
      ASSERT_TRUE(message.headers);
      EXPECT_EQ(message.headers->fields().size(), 1U);
      EXPECT_EQ(message.headers->subject(), message.unique_id->str());
    }
    EXPECT_EQ(mail().last_report().headers_refused, 0U);
  }

  client_stage stage_;
  std::deque<toy_journal> journals_;
  recording_receiver receiver_;
};

TEST_F(mixed_replies, to_retr_discard_the_message_before_and_it_is_fetched_again) {
  serve(2, mixing_after("RETR"));
  const auto report = value_of(stage_.run(mail().save_messages(receiver_)));
  expect_every_message_as_stored();
  EXPECT_EQ(report.messages, message_count);
  EXPECT_EQ(report.refused, 0U);
  EXPECT_EQ(report.size_mismatches, 0U);
  ASSERT_EQ(receiver_.failed.size(), 1U) << "the receiver is told of what was discarded";
  EXPECT_EQ(receiver_.failed[0], make_error_condition(fault::transport));
  EXPECT_EQ(mail().last_report().reconnected, 1U);
  EXPECT_EQ(journals_[1].mixed, 0U) << "one command at a time";
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(mixed_replies, end_pipelining_for_all_later_sessions) {
  serve(3, mixing_after("RETR"));
  value_of(stage_.run(mail().save_messages(receiver_)));
  value_of(stage_.run(mail().quit()));
  recording_receiver again;
  value_of(stage_.run(mail().save_messages(again)));
  EXPECT_EQ(again.whole.size(), message_count);
  EXPECT_TRUE(again.failed.empty());
  EXPECT_EQ(journals_[2].mixed, 0U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(mixed_replies, over_several_connections_leave_no_message_wrong) {
  stage_.options.multi = multi_connection::enable;
  stage_.options.connections_quantity = 5;
  serve(10, mixing_after("RETR"));
  const auto report = value_of(stage_.run(mail().save_messages(receiver_)));
  expect_every_message_as_stored();
  EXPECT_EQ(report.messages, message_count);
  EXPECT_FALSE(receiver_.failed.empty());
}

TEST_F(mixed_replies, to_retr_are_recovered_if_messages_are_named_by_number) {
  serve(2, mixing_after("RETR"));
  value_of(stage_.run(mail().save_messages({3, 1, 7}, receiver_)));
  expect_every_message_as_stored(3);
}

TEST_F(mixed_replies, to_retr_give_a_handler_of_messages_each_one_whole_and_once) {
  serve(2, mixing_after("RETR"));
  std::size_t taken = 0;
  const message_handler handler = [&taken](const message_info& which, result<mail_message> message) -> result<> {
    EXPECT_EQ(value_of(std::move(message)).octets(), toy_body(std::string(which.unique_id->str())));
    ++taken;
    return {};
  };
  value_of(stage_.run(mail().fetch_messages(handler)));
  EXPECT_GT(mixed(), 0U);
  EXPECT_EQ(taken, message_count);
}

TEST_F(mixed_replies, are_not_provoked_for_messages_without_unique_ids) {
  toy_plan nameless = mixing_after("RETR");
  nameless.answer = [](const std::string& line) {
    return line.starts_with("UIDL") ? std::optional<std::string>("-ERR no unique-ids\r\n") : std::nullopt;
  };
  serve(1, nameless);
  value_of(stage_.run(mail().save_messages(receiver_)));
  EXPECT_EQ(mixed(), 0U);
  EXPECT_EQ(receiver_.whole.size(), message_count);
  EXPECT_TRUE(receiver_.failed.empty());
}

TEST_F(mixed_replies, to_top_leave_no_header_wrong) {
  serve(2, mixing_after("TOP"));
  expect_headers_of_their_own(value_of(stage_.run(mail().list_messages())));
}

TEST_F(mixed_replies, to_top_of_chosen_messages_leave_no_header_wrong) {
  serve(2, mixing_after("TOP"));
  std::vector<message_reference> all;
  for (std::uint64_t number = 1; number <= message_count; ++number) all.emplace_back(number);
  std::size_t right = 0;
  const header_handler handler = [&right](const message_info& which, result<header_collection> headers) -> result<> {
    if (value_of(std::move(headers)).subject() == which.unique_id->str()) ++right;
    return {};
  };
  const transfer_report report = value_of(stage_.run(mail().get_message_headers(all, handler)));
  EXPECT_GT(mixed(), 0U);
  EXPECT_EQ(right, message_count);
  EXPECT_EQ(report.messages, message_count);
}

TEST_F(mixed_replies, to_top_over_several_connections_leave_no_header_wrong) {
  stage_.options.multi = multi_connection::enable;
  stage_.options.connections_quantity = 5;
  serve(10, mixing_after("TOP"));
  expect_headers_of_their_own(value_of(stage_.run(mail().list_messages())));
}

TEST_F(mixed_replies, to_list_and_uidl_are_asked_for_again) {
  serve(2, mixing_after("LIST"));
  const auto messages = value_of(stage_.run(mail().list_messages(list_fields::ids_only)));
  EXPECT_GT(mixed(), 0U);
  ASSERT_EQ(messages.size(), message_count);
  for (const message_info& message : messages) {
    EXPECT_EQ(message.unique_id->str(), "id" + std::to_string(message.sequence_number));
    EXPECT_EQ(message.size, toy_body(std::string(message.unique_id->str())).size());
  }
  EXPECT_EQ(stage_.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
