#include <algorithm>
#include <deque>

#include "client/client_stage.hpp"
#include "client/toy_server.hpp"
#include "support/descriptor_limit.hpp"
#include "transfer/work_queue.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;

/// A leader and followers on one maildrop; the plans may be changed before the first call of list().
class multi_connection_stage : public ::testing::Test {
 protected:
  explicit multi_connection_stage(std::size_t connections = 3, std::size_t messages = 60) {
    stage_.options.multi = multi_connection::enable;
    stage_.options.connections_quantity = connections;
    plans_.resize(connections);
    journals_.resize(connections);
    for (toy_plan& plan : plans_) {
      plan.messages = numbered_messages(messages);
      plan.service_time = milliseconds(10);
    }
  }

  toy_plan& leader() { return plans_[0]; }
  toy_plan& follower(std::size_t which) { return plans_[which]; }

  message_listing list() {
    prepare();
    return value_of(stage_.run(stage_.mail().list_messages()));
  }

  void prepare() {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      stage_.serve_by(toy_server(stage_.time, plans_[i], journals_[i]));
    }
  }

  const connection_report& report() { return stage_.mail().last_report(); }

  /// Every header is that of its own message, and each was counted once.
  void expect_all_right(const message_listing& messages) {
    ASSERT_EQ(messages.size(), leader().messages.size());
    for (std::size_t i = 0; i < messages.size(); ++i) {
      EXPECT_EQ(messages[i].sequence_number, leader().messages[i].number);
      ASSERT_TRUE(messages[i].headers) << i;
      EXPECT_EQ(messages[i].headers->subject(), messages[i].unique_id->str());
    }
    std::uint64_t counted = 0;
    for (const auto& connection : report().connections) counted += connection.messages;
    EXPECT_EQ(counted, messages.size());
    EXPECT_EQ(report().headers_refused, 0U);
    EXPECT_EQ(stage_.time.armed_timers(), 0U);
  }

  client_stage stage_;
  std::vector<toy_plan> plans_;
  std::deque<toy_journal> journals_;
};

TEST_F(multi_connection_stage, shares_the_work) {
  const auto messages = list();
  expect_all_right(messages);
  EXPECT_EQ(report().opened, 3U);
  EXPECT_EQ(report().refused, 0U);
  EXPECT_EQ(report().chunks_retried, 0U);
  ASSERT_EQ(report().connections.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_GT(report().connections[i].messages, 0U) << i;
    EXPECT_EQ(report().connections[i].ordinal, i + 1);
    EXPECT_FALSE(report().connections[i].cause);
  }
  EXPECT_TRUE(journals_[1].quit);
  EXPECT_TRUE(journals_[2].quit);
  EXPECT_FALSE(journals_[0].quit);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(multi_connection_stage, lists_the_same_as_one_connection) {
  const auto several = list();
  client_stage alone;
  toy_journal journal;
  alone.serve_by(toy_server(alone.time, leader(), journal));
  const auto one = value_of(alone.run(alone.mail().list_messages()));
  ASSERT_EQ(several.size(), one.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(several[i].sequence_number, one[i].sequence_number);
    EXPECT_EQ(several[i].unique_id, one[i].unique_id);
    EXPECT_EQ(several[i].headers->subject(), one[i].headers->subject());
  }
}

TEST_F(multi_connection_stage, leader_logs_in_alone) {
  leader().login_reply = "-ERR [AUTH] wrong password";
  prepare();
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().list_messages())).code(), errc::authentication_failed);
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST_F(multi_connection_stage, finds_messages_by_unique_id_if_numbers_differ) {
  for (std::size_t which : {1U, 2U}) {
    auto& messages = follower(which).messages;
    std::ranges::reverse(messages);
    for (std::size_t i = 0; i < messages.size(); ++i) messages[i].number = i + 1 + which;
  }
  expect_all_right(list());
  EXPECT_GT(journals_[1].tops, 0U);
  EXPECT_GT(journals_[2].tops, 0U);
}

TEST_F(multi_connection_stage, leaves_to_the_leader_what_a_follower_does_not_know) {
  auto& messages = follower(1).messages;
  messages.erase(messages.begin(), messages.begin() + 40);
  auto& others = follower(2).messages;
  others.clear();
  expect_all_right(list());
}

TEST_F(multi_connection_stage, new_mail_that_only_a_follower_sees_is_not_listed) {
  follower(1).messages.emplace_back(61, "new");
  expect_all_right(list());
}

TEST_F(multi_connection_stage, shrinks_if_followers_are_refused) {
  follower(1).login_reply = "-ERR [IN-USE] busy";
  follower(2).login_reply = "-ERR [LOGIN-DELAY] slow down";
  expect_all_right(list());
  EXPECT_EQ(report().opened, 1U);
  EXPECT_EQ(report().refused, 2U);
  EXPECT_EQ(report().connections[1].cause->code(), errc::in_use);
  EXPECT_EQ(report().connections[2].cause->code(), errc::login_delay);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(report().connections[i].ordinal, i + 1);
  EXPECT_EQ(report().connections[0].messages, 60U);
}

TEST_F(multi_connection_stage, shrinks_if_followers_cannot_connect) {
  plans_.resize(1);
  leader().service_time = milliseconds(10);
  expect_all_right(list());
  EXPECT_EQ(report().opened, 1U);
  EXPECT_EQ(report().refused, 2U);
  EXPECT_EQ(report().connections[1].cause->kind(), fault::transport);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(report().connections[i].ordinal, i + 1);
}

TEST_F(multi_connection_stage, shrinks_if_few_descriptors_are_left) {
  const descriptor_limit limit(8);
  expect_all_right(list());
  EXPECT_EQ(report().opened, 1U);
  EXPECT_EQ(report().refused, 2U);
  for (std::size_t i = 1; i < 3; ++i) {
    ASSERT_TRUE(report().connections[i].cause);
    EXPECT_EQ(report().connections[i].cause->code(), boost::system::errc::too_many_files_open);
  }
}

TEST_F(multi_connection_stage, takes_back_what_a_lost_follower_held) {
  follower(1).closes_at = 3;
  follower(2).closes_at = 1;
  expect_all_right(list());
  EXPECT_EQ(report().opened, 3U);
  EXPECT_EQ(report().chunks_retried, 2U);
  // No marker followed the two whole ones: their places are not certain.
  EXPECT_EQ(report().connections[1].messages, 0U);
  EXPECT_EQ(report().connections[1].cause->kind(), fault::transport);
  EXPECT_EQ(report().connections[2].messages, 0U);
}

TEST_F(multi_connection_stage, takes_back_what_a_stalled_follower_held) {
  follower(1).silent_from = 2;
  const auto before = stage_.time.now();
  expect_all_right(list());
  EXPECT_EQ(report().chunks_retried, 1U);
  EXPECT_EQ(report().connections[1].cause->code(), errc::deadline_exceeded);
  // Long before the follower's own deadline.
  EXPECT_LT(stage_.time.now() - before, stage_.options.timeout / 10);
}

TEST_F(multi_connection_stage, does_not_wait_for_a_follower_that_never_greets) {
  follower(1).greets = false;
  follower(2).greets = false;
  const auto before = stage_.time.now();
  expect_all_right(list());
  EXPECT_EQ(report().opened, 1U);
  EXPECT_EQ(report().refused, 0U);
  EXPECT_FALSE(report().connections[1].cause);
  EXPECT_LT(stage_.time.now() - before, stage_.options.timeout / 10);
}

TEST_F(multi_connection_stage, asks_the_leader_if_a_follower_is_refused_a_message) {
  follower(1).answer = [](const std::string& line) {
    return line.starts_with("TOP") ? std::optional<std::string>("-ERR not here\r\n") : std::nullopt;
  };
  expect_all_right(list());
  EXPECT_EQ(report().connections[1].messages, 0U);
}

TEST_F(multi_connection_stage, does_without_a_follower_whose_unique_ids_are_ambiguous) {
  for (toy_message& message : follower(1).messages) message.id = "same";
  expect_all_right(list());
  EXPECT_EQ(report().connections[1].messages, 0U);
  EXPECT_EQ(report().connections[1].cause->code(), errc::ambiguous_unique_id);
}

TEST_F(multi_connection_stage, does_without_a_follower_that_talks_nonsense) {
  follower(1).answer = [](const std::string& line) {
    return line == "UIDL" ? std::optional<std::string>("+OK\r\n2 x\r\n1 y\r\n.\r\n") : std::nullopt;
  };
  expect_all_right(list());
  EXPECT_EQ(report().connections[1].cause->code(), errc::malformed_response);
}

TEST_F(multi_connection_stage, fails_if_the_leader_is_lost) {
  leader().closes_at = 3;
  prepare();
  const failure why = failure_of(stage_.run(stage_.mail().list_messages()));
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_FALSE(why.session_usable());
  EXPECT_TRUE(report().connections[0].cause);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(multi_connection_stage, is_cancelled_as_a_whole) {
  prepare();
  value_of(stage_.run(stage_.mail().connect()));
  auto listing = start(stage_.context, stage_.mail().list_messages());
  stage_.time.run_for(stage_.context, milliseconds(150));
  ASSERT_FALSE(listing.done());
  EXPECT_GT(stage_.connections(), 1U);
  listing.cancel();
  stage_.context.restart();
  stage_.context.poll();
  ASSERT_TRUE(listing.done());
  EXPECT_EQ(failure_of(listing.get()).code(), errc::cancelled);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(multi_connection_stage, is_cancelled_while_it_waits_for_a_follower) {
  follower(1).silent_from = 1;
  follower(2).silent_from = 1;
  follower(1).service_time = {};
  follower(2).service_time = {};
  prepare();
  value_of(stage_.run(stage_.mail().connect()));
  auto listing = start(stage_.context, stage_.mail().list_messages());
  stage_.time.run_for(stage_.context, milliseconds(500));
  ASSERT_FALSE(listing.done());
  listing.cancel();
  stage_.context.restart();
  stage_.context.poll();
  ASSERT_TRUE(listing.done());
  EXPECT_EQ(failure_of(listing.get()).code(), errc::cancelled);
}

TEST_F(multi_connection_stage, without_unique_ids_is_one_connection) {
  leader().answer = [](const std::string& line) {
    return line == "UIDL" ? std::optional<std::string>("-ERR what\r\n") : std::nullopt;
  };
  EXPECT_EQ(list().size(), 60U);
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_EQ(report().opened, 1U);
}

TEST_F(multi_connection_stage, with_incomplete_unique_ids_is_one_connection) {
  leader().answer = [](const std::string& line) {
    return line == "UIDL" ? std::optional<std::string>("+OK\r\n1 one\r\n.\r\n") : std::nullopt;
  };
  const message_listing listed = list();
  ASSERT_EQ(listed.size(), 60U);
  EXPECT_EQ(listed[0].unique_id, unique_id{"one"});
  EXPECT_FALSE(listed[59].unique_id.has_value());
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST_F(multi_connection_stage, with_duplicated_unique_ids_is_one_connection) {
  leader().messages[59].id = leader().messages[0].id;
  expect_all_right(list());
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST_F(multi_connection_stage, for_ids_only_is_one_connection) {
  prepare();
  EXPECT_EQ(value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only))).size(), 60U);
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST_F(multi_connection_stage, disabled_or_automatic_is_one_connection) {
  for (const auto mode : {multi_connection::disable, multi_connection::automatic}) {
    client_stage stage;
    stage.options.connections_quantity = 5;
    toy_journal journal;
    stage.serve_by(toy_server(stage.time, leader(), journal));
    stage.mail().use_multi_connection(mode);
    EXPECT_EQ(value_of(stage.run(stage.mail().list_messages())).size(), 60U);
    EXPECT_EQ(stage.connections(), 1U);
  }
}

TEST(multi_connection_threshold, is_twenty_messages) {
  for (const std::size_t count : {19U, 20U}) {
    client_stage stage;
    toy_plan plan;
    plan.messages = numbered_messages(count);
    plan.service_time = milliseconds(10);
    std::deque<toy_journal> journals(5);
    for (toy_journal& journal : journals) stage.serve_by(toy_server(stage.time, plan, journal));
    stage.mail().connections_quantity(5);
    stage.mail().use_multi_connection(multi_connection::enable);
    EXPECT_EQ(value_of(stage.run(stage.mail().list_messages())).size(), count);
    EXPECT_EQ(stage.connections(), count < 20 ? 1U : 5U);
    if (count == 20) {
      EXPECT_GT(journals[1].tops, 0U);
    }
  }
}

TEST(multi_connection_in_lock_step, shares_the_work_too) {
  client_stage stage;
  stage.options.multi = multi_connection::enable;
  stage.options.connections_quantity = 4;
  toy_plan plan;
  plan.messages = numbered_messages(40);
  plan.extra_capabilities.clear();
  plan.service_time = milliseconds(10);
  std::deque<toy_journal> journals(4);
  for (toy_journal& journal : journals) stage.serve_by(toy_server(stage.time, plan, journal));
  for (const message_info& message : value_of(stage.run(stage.mail().list_messages()))) {
    EXPECT_EQ(message.headers->subject(), message.unique_id->str());
  }
  for (const toy_journal& journal : journals) EXPECT_GT(journal.tops, 0U);
}

using engine::work_queue;

TEST(work_queue, hands_out_each_item_once) {
  work_queue queue(3);
  EXPECT_EQ(queue.take(work_queue::taker::follower), 0U);
  EXPECT_EQ(queue.take(work_queue::taker::leader), 1U);
  EXPECT_EQ(queue.take(work_queue::taker::follower), 2U);
  EXPECT_EQ(queue.take(work_queue::taker::leader), std::nullopt);
}

TEST(work_queue, hands_out_again_what_was_given_back) {
  work_queue queue(2);
  static_cast<void>(queue.take(work_queue::taker::follower));
  queue.give_back(0);
  EXPECT_EQ(queue.take(work_queue::taker::follower), 0U);
}

TEST(work_queue, keeps_what_is_left_to_the_leader_from_followers) {
  work_queue queue(1);
  static_cast<void>(queue.take(work_queue::taker::follower));
  queue.leave_to_leader(0);
  EXPECT_EQ(queue.take(work_queue::taker::follower), std::nullopt);
  EXPECT_EQ(queue.take(work_queue::taker::leader), 0U);
}

TEST(work_queue, withdraws_an_item_only_while_no_connection_has_it) {
  work_queue queue(2);
  static_cast<void>(queue.take(work_queue::taker::leader));
  EXPECT_FALSE(queue.withdraw(0)) << "it was taken";
  EXPECT_FALSE(queue.withdraw(1)) << "it was never taken";
  queue.put_last(0);
  EXPECT_TRUE(queue.withdraw(0));
  EXPECT_EQ(queue.take(work_queue::taker::follower), 1U);
  EXPECT_EQ(queue.take(work_queue::taker::follower), std::nullopt);
  queue.give_back(1);
  EXPECT_TRUE(queue.finish(1));
  EXPECT_FALSE(queue.withdraw(1)) << "it is finished";
}

TEST(work_queue, counts_the_first_finish_of_an_item_alone) {
  work_queue queue(1);
  static_cast<void>(queue.take(work_queue::taker::follower));
  queue.give_back(0);
  EXPECT_FALSE(queue.all_finished());
  EXPECT_TRUE(queue.finish(0));
  EXPECT_FALSE(queue.finish(0));
  EXPECT_TRUE(queue.all_finished());
  EXPECT_EQ(queue.take(work_queue::taker::leader), std::nullopt);
}

}  // namespace
}  // namespace pop3kit::testing
