#include <gmock/gmock.h>

#include <chrono>
#include <deque>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

class watched : public ::testing::Test {
 protected:
  watched() : journals_(4) { plan_.messages = numbered_messages(count); }

  void serve(const toy_plan& plan) { stage_.serve_by(toy_server(stage_.time, plan, journals_[served_++])); }
  void watch() {
    stage_.mail().watch_progress([this](const transfer_progress& so_far) { told_.push_back(so_far); });
  }
  result<transfer_report> transfer() { return stage_.run(stage_.mail().save_messages(receiver_)); }

  /// The last word is that all is done; messages are counted one by one, and never beyond their number.
  void expect_complete() const {
    ASSERT_FALSE(told_.empty());
    EXPECT_EQ(told_.back().messages_done, count);
    std::uint64_t done = 0;
    for (const transfer_progress& each : told_) {
      EXPECT_EQ(each.messages_total, count);
      EXPECT_GE(each.messages_done, done);
      EXPECT_LE(each.messages_done, done + 1);
      done = each.messages_done;
    }
  }
  [[nodiscard]] std::uint64_t octets_received() const {
    std::uint64_t octets = 0;
    for (const auto& [number, text] : receiver_.whole) octets += text.size();
    return octets;
  }

  static constexpr std::size_t count = 24;
  std::deque<toy_journal> journals_;
  client_stage stage_;
  toy_plan plan_;
  std::size_t served_ = 0;
  recording_receiver receiver_;
  std::vector<transfer_progress> told_;
};

TEST_F(watched, reports_after_each_message) {
  serve(plan_);
  watch();
  ASSERT_TRUE(transfer());
  expect_complete();
  EXPECT_EQ(told_.size(), count);
  EXPECT_EQ(told_.back().octets_done, octets_received());
  EXPECT_EQ(told_.back().octets_total, receiver_.expected_octets);
}

TEST_F(watched, reports_within_long_messages) {
  plan_.padding = 200'000;
  serve(plan_);
  watch();
  ASSERT_TRUE(transfer());
  expect_complete();
  EXPECT_GT(told_.size(), 2 * count);
  EXPECT_EQ(told_.back().octets_done, octets_received());
}

TEST_F(watched, adds_up_what_all_connections_do) {
  stage_.options.multi = multi_connection::enable;
  stage_.options.connections_quantity = 3;
  plan_.message_time = std::chrono::milliseconds(10);
  for (int i = 0; i < 3; ++i) serve(plan_);
  watch();
  ASSERT_TRUE(transfer());
  expect_complete();
  EXPECT_EQ(told_.back().octets_done, octets_received());
}

TEST_F(watched, takes_back_what_is_taken_back) {
  stage_.options.reconnect.attempts = 1;
  toy_plan cut = plan_;
  cut.closes_at = 10;
  serve(cut);
  serve(plan_);
  watch();
  ASSERT_TRUE(transfer());
  expect_complete();
  EXPECT_EQ(told_.back().octets_done, octets_received()) << "the half message does not count";
}

TEST_F(watched, counts_headers_without_a_total_of_octets) {
  serve(plan_);
  watch();
  EXPECT_EQ(value_of(stage_.run(stage_.mail().list_messages())).size(), count);
  expect_complete();
  EXPECT_EQ(told_.back().octets_total, 0U);
}

TEST_F(watched, counts_unknown_messages_as_reported) {
  serve(plan_);
  watch();
  std::vector<message_reference> which{unique_id("zz"), 99};
  for (std::size_t number = 1; number <= count; ++number) which.emplace_back(number);
  EXPECT_EQ(value_of(stage_.run(stage_.mail().save_messages(which, receiver_))).refused, 2U);
  ASSERT_EQ(told_.size(), count + 2);
  for (std::size_t i = 0; i < told_.size(); ++i) {
    EXPECT_EQ(told_[i].messages_done, i + 1);
    EXPECT_EQ(told_[i].messages_total, count + 2);
  }
}

TEST_F(watched, counts_unknown_headers_as_reported) {
  serve(plan_);
  watch();
  const header_handler ignore = [](const message_info&, const result<header_collection>&) { return result<>(); };
  EXPECT_EQ(value_of(stage_.run(stage_.mail().get_message_headers({1, 99, 2}, ignore))).refused, 1U);
  ASSERT_EQ(told_.size(), 3U);
  EXPECT_EQ(told_.back().messages_done, 3U);
  EXPECT_EQ(told_.back().messages_total, 3U);
}

TEST_F(watched, is_over_when_the_caller_says_so) {
  serve(plan_);
  watch();
  ASSERT_TRUE(transfer());
  const std::size_t before = told_.size();
  stage_.mail().watch_progress(nullptr);
  receiver_.whole.clear();
  ASSERT_TRUE(transfer());
  EXPECT_EQ(told_.size(), before);
}

}  // namespace
}  // namespace pop3kit::testing
