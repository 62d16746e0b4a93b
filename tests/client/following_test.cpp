#include <algorithm>
#include <deque>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using std::chrono::milliseconds;

/// One leader and one follower. The receiver requires the right message even if the follower has other numbers.
class following : public ::testing::Test {
 protected:
  explicit following(std::size_t messages = 60) : journals_(2), plans_(2) {
    stage_.options.multi = multi_connection::enable;
    stage_.options.connections_quantity = 2;
    for (toy_plan& plan : plans_) {
      plan.messages = numbered_messages(messages);
      plan.message_time = milliseconds(10);
    }
  }

  toy_plan& leader() { return plans_[0]; }
  toy_plan& follower() { return plans_[1]; }

  void expect_transfer_of(std::vector<message_reference> which) {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      stage_.serve_by(toy_server(stage_.time, plans_[i], journals_[i]));
    }
    const std::size_t count = which.size();
    EXPECT_EQ(value_of(stage_.run(stage_.mail().save_messages(std::move(which), receiver_))).messages, count);
    EXPECT_EQ(receiver_.whole.size(), count);
    for (const auto& [number, octets] : receiver_.whole) EXPECT_EQ(octets, toy_body(id_at_leader(number))) << number;
    EXPECT_TRUE(receiver_.failed.empty());
    EXPECT_EQ(stage_.mail().last_report().opened, 2U);
  }
  void expect_transfer() {
    std::vector<message_reference> all;
    for (const toy_message& message : leader().messages) all.emplace_back(message.number);
    expect_transfer_of(std::move(all));
  }
  std::string id_at_leader(std::uint64_t number) {
    return std::ranges::find(leader().messages, number, &toy_message::number)->id;
  }
  std::size_t listings() const { return static_cast<std::size_t>(std::ranges::count(journals_[1].lines, "UIDL")); }

  std::deque<toy_journal> journals_;
  client_stage stage_;
  std::vector<toy_plan> plans_;
  recording_receiver receiver_;
};

TEST_F(following, proves_each_message_beside_it_and_then_asks_for_the_listing_rfc1939_7) {
  expect_transfer();
  // A command costs as much as sixteen lines of a listing, so three of the sixty messages are proved one by one. The
  // fourth UIDL with a number is the marker after the last message.
  EXPECT_EQ(journals_[1].proofs, 3U + 1U);
  EXPECT_EQ(listings(), 1U);
  EXPECT_GT(journals_[1].retrs, 20U);
}

TEST_F(following, pays_no_listing_if_few_of_many_messages_are_wanted) {
  for (toy_plan& plan : plans_) plan.messages = numbered_messages(2000);
  std::vector<message_reference> few;
  for (int number = 100; number < 140; ++number) few.emplace_back(number);
  expect_transfer_of(std::move(few));
  EXPECT_EQ(listings(), 0U);
  // And the marker after the last message.
  EXPECT_EQ(journals_[1].proofs, journals_[1].retrs + 1);
  EXPECT_GT(journals_[1].retrs, 5U);
}

TEST_F(following, in_lock_step_asks_for_the_listing_at_once) {
  for (toy_plan& plan : plans_) plan.extra_capabilities.clear();
  expect_transfer();
  EXPECT_EQ(journals_[1].proofs, 0U);
  EXPECT_EQ(listings(), 1U);
  EXPECT_GT(journals_[1].retrs, 20U);
}

TEST_F(following, throws_away_what_its_numbers_turn_out_not_to_be) {
  std::ranges::reverse(follower().messages);
  for (std::size_t i = 0; i < follower().messages.size(); ++i) follower().messages[i].number = i + 1;
  expect_transfer();
  EXPECT_EQ(listings(), 1U);
  EXPECT_GT(stage_.mail().last_report().connections[1].messages, 10U);
}

TEST_F(following, two_messages_that_changed_places_are_not_mixed_up) {
  // Both ends of the maildrop and its size are the same: only the proof of each message tells.
  std::swap(follower().messages[30].id, follower().messages[31].id);
  expect_transfer();
}

TEST_F(following, a_proof_without_words_proves_nothing) {
  follower().answer = [](const std::string& line) {
    return line.starts_with("UIDL ") ? std::optional<std::string>("+OK\r\n") : std::nullopt;
  };
  expect_transfer();
  EXPECT_EQ(listings(), 1U);
}

TEST_F(following, a_follower_that_refuses_all_proof_is_of_no_use) {
  follower().answer = [](const std::string& line) {
    return line.starts_with("UIDL") ? std::optional<std::string>("-ERR no\r\n") : std::nullopt;
  };
  expect_transfer();
  EXPECT_EQ(stage_.mail().last_report().connections[1].messages, 0U);
  EXPECT_EQ(stage_.mail().last_report().connections[1].cause->kind(), fault::refused);
}

TEST_F(following, a_maildrop_that_changed_between_the_logins_gives_the_right_messages) {
  auto& seen = follower().messages;
  seen.erase(seen.begin(), seen.begin() + 10);
  for (std::size_t i = 0; i < seen.size(); ++i) seen[i].number = i + 1;
  for (std::size_t i = 0; i < 10; ++i) seen.emplace_back(51 + i, "new" + std::to_string(i));
  expect_transfer();
}

TEST_F(following, a_receiver_that_cannot_go_on_ends_the_operation_on_a_follower_too) {
  class refusing final : public message_receiver {
   public:
    result<> begin(const message_info&) override { return {}; }
    result<> octets(const message_info&, std::span<const char>) override { return {}; }
    result<> end(const message_info&, const result<>& outcome) override {
      if (outcome && ++ended_ == 7) return failure(errc::file_unwritable, "no room");
      return {};
    }

   private:
    int ended_ = 0;
  };
  for (std::size_t i = 0; i < 2; ++i) stage_.serve_by(toy_server(stage_.time, plans_[i], journals_[i]));
  refusing receiver;
  const failure why = failure_of(stage_.run(stage_.mail().save_messages(receiver)));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
  EXPECT_EQ(stage_.time.armed_timers(), 0U);
}

TEST_F(following, an_exception_of_the_receiver_leaves_the_operation_from_a_follower_too) {
  // The leader is slow, so that the follower is the one that meets it.
  leader().answer = [](const std::string& line) {
    return line.starts_with("RETR") ? std::optional<std::string>("") : std::nullopt;
  };
  for (std::size_t i = 0; i < 2; ++i) stage_.serve_by(toy_server(stage_.time, plans_[i], journals_[i]));
  const auto throws = [](const message_info&, const result<mail_message>&) -> result<> {
    throw std::runtime_error("the caller's own");
  };
  EXPECT_THROW(static_cast<void>(stage_.run(stage_.mail().fetch_messages(throws))), std::runtime_error);
  EXPECT_EQ(stage_.differences(), "");
  EXPECT_EQ(stage_.time.armed_timers(), 0U);
}

/// `enable` means several connections, however quick the first one is.
TEST(enabled_connections, all_open_even_if_the_leader_could_have_done_it_alone) {
  for (const std::size_t wanted : {2U, 3U, 5U}) {
    std::deque<toy_journal> journals(wanted);
    client_stage stage;
    stage.options.multi = multi_connection::enable;
    stage.options.connections_quantity = wanted;
    toy_plan plan;
    plan.messages = numbered_messages(20);
    for (std::size_t i = 0; i < wanted; ++i) {
      // Logging in takes a while; the messages take no time at all.
      plan.greeting_delay = milliseconds(i == 0 ? 10 : 30);
      stage.serve_by(toy_server(stage.time, plan, journals[i]));
    }
    EXPECT_EQ(value_of(stage.run(stage.mail().list_messages())).size(), 20U);
    EXPECT_EQ(stage.mail().last_report().opened, wanted);
    for (const auto& connection : stage.mail().last_report().connections) EXPECT_GT(connection.messages, 0U);
    EXPECT_EQ(stage.time.now().time_since_epoch(), milliseconds(10 + 30));
  }
}

TEST(enabled_connections, one_that_is_late_is_not_waited_for_beyond_four_logins) {
  std::deque<toy_journal> journals(2);
  client_stage stage;
  stage.options.multi = multi_connection::enable;
  stage.options.connections_quantity = 2;
  toy_plan plan;
  plan.messages = numbered_messages(20);
  plan.greeting_delay = milliseconds(100);
  stage.serve_by(toy_server(stage.time, plan, journals[0]));
  plan.greets = false;
  stage.serve_by(toy_server(stage.time, plan, journals[1]));
  EXPECT_EQ(value_of(stage.run(stage.mail().list_messages())).size(), 20U);
  EXPECT_EQ(stage.mail().last_report().opened, 1U);
  EXPECT_EQ(stage.time.now().time_since_epoch(), milliseconds(100 + 400));
}

}  // namespace
}  // namespace pop3kit::testing
