#include <gmock/gmock.h>

#include <deque>
#include <set>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::HasSubstr;

/// One session after the other on the same maildrop. Some of its messages begin with a dot that was not stuffed: what
/// follows is no reply.
class broken_message : public ::testing::Test {
 protected:
  static constexpr std::size_t count = 12;

  broken_message() {
    plan_.messages = numbered_messages(count);
    plan_.padding = 100;
    plan_.extra_capabilities.clear();
    plan_.answer = [this](const std::string& line) -> std::optional<std::string> {
      for (const std::string verb : {"RETR ", "TOP "}) {
        if (!line.starts_with(verb)) continue;
        const std::uint64_t number = std::stoull(line.substr(verb.size()));
        if (broken_.contains(number)) return "+OK\r\n.\r\nthe rest of it\r\n.\r\n";
      }
      return std::nullopt;
    };
  }

  void serve(std::size_t connections) {
    for (std::size_t i = 0; i < connections; ++i) {
      stage_.serve_by(toy_server(stage_.time, plan_, journals_.emplace_back()));
    }
  }
  result<transfer_report> transfer() { return stage_.run(stage_.mail().save_messages(receiver_)); }

  /// All but the broken ones, octet for octet; and for each of these one failure for good.
  void expect_the_others() {
    EXPECT_EQ(receiver_.whole.size(), count - broken_.size());
    for (const auto& [number, octets] : receiver_.whole) {
      EXPECT_FALSE(broken_.contains(number));
      EXPECT_EQ(octets, toy_body("id" + std::to_string(number), plan_.padding));
    }
    EXPECT_EQ(receiver_.under_way(), 0U);
    EXPECT_EQ(final_failures(), static_cast<std::ptrdiff_t>(broken_.size()));
  }
  std::ptrdiff_t final_failures() const {
    return std::ranges::count_if(receiver_.failed, [](const auto& code) { return fault_of(code) != fault::transport; });
  }

  std::set<std::uint64_t> broken_;
  std::deque<toy_journal> journals_;
  client_stage stage_;
  toy_plan plan_;
  recording_receiver receiver_;
};

TEST_F(broken_message, fails_alone) {
  broken_ = {3};
  serve(2);
  const transfer_report done = value_of(transfer());
  EXPECT_EQ(done.messages, count - 1);
  EXPECT_EQ(done.refused, 1U);
  expect_the_others();
  EXPECT_EQ(receiver_.failed.back(), errc::message_truncated);
  EXPECT_EQ(stage_.mail().last_report().reconnected, 1U);
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(broken_message, is_asked_for_once_more_in_lock_step_if_others_were_asked_for_ahead) {
  broken_ = {3};
  plan_.extra_capabilities = {"PIPELINING"};
  serve(2);
  EXPECT_EQ(value_of(transfer()).messages, count - 1);
  expect_the_others();
  EXPECT_EQ(std::ranges::count(journals_[1].lines, "RETR 3"), 1);
  EXPECT_EQ(stage_.connections(), 2U);
}

TEST_F(broken_message, fails_alone_if_it_is_named_by_number) {
  broken_ = {2, 5};
  serve(3);
  const std::vector<message_reference> wanted{1, 2, 5, 6};
  EXPECT_EQ(value_of(stage_.run(stage_.mail().save_messages(wanted, receiver_))).messages, 2U);
  EXPECT_TRUE(receiver_.whole.contains(1));
  EXPECT_TRUE(receiver_.whole.contains(6));
  EXPECT_EQ(final_failures(), 2);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().fetch_message(6))).code(), errc::session_lost);
}

TEST_F(broken_message, is_reported_to_a_handler_of_whole_messages) {
  broken_ = {3};
  serve(2);
  std::size_t whole = 0;
  std::vector<std::string> failed;
  const auto keep = [&](const message_info& which, const result<mail_message>& message) -> result<> {
    if (message) ++whole;
    if (!message) failed.push_back(std::to_string(which.sequence_number) + ": " + message.error().message());
    return {};
  };
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_messages(keep))).messages, count - 1);
  EXPECT_EQ(whole, count - 1);
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_THAT(failed[0], HasSubstr("3: RETR: the message is shorter than its stated size (message 3)"));
}

TEST_F(broken_message, needs_no_new_session_if_it_is_the_last_one) {
  broken_ = {count};
  serve(1);
  EXPECT_EQ(value_of(transfer()).messages, count - 1);
  expect_the_others();
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().fetch_message(1))).code(), errc::session_lost);
}

TEST_F(broken_message, that_a_follower_has_taken_while_the_leader_logged_in_again_is_left_to_the_follower) {
  using std::chrono::seconds;
  constexpr std::size_t many = 24;  // of fewer than 20, a single connection fetches all
  plan_.messages = numbered_messages(many);
  broken_ = {many};
  stage_.options.multi = multi_connection::enable;
  stage_.options.connections_quantity = 2;
  toy_plan slow_follower = plan_;
  slow_follower.answer = nullptr;
  slow_follower.message_time = seconds(5);
  toy_plan late_leader = plan_;
  late_leader.answer = nullptr;
  late_leader.greeting_delay = seconds(7);
  for (const toy_plan& each : {plan_, slow_follower, late_leader}) {
    stage_.serve_by(toy_server(stage_.time, each, journals_.emplace_back()));
  }
  const transfer_report done = value_of(transfer());
  EXPECT_EQ(done.messages, many);
  EXPECT_EQ(done.refused, 0U);
  EXPECT_EQ(receiver_.whole.size(), many);
  EXPECT_EQ(receiver_.under_way(), 0U);
  EXPECT_EQ(final_failures(), 0);
  EXPECT_EQ(journals_[1].retrs, 2U) << "the follower had taken it";
}

TEST_F(broken_message, does_not_mean_endless_logins_if_every_message_is_broken) {
  plan_.messages = numbered_messages(40);
  for (std::uint64_t number = 1; number <= 40; ++number) broken_.insert(number);
  serve(40);
  const failure why = failure_of(transfer());
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_EQ(why.detail(), "message 17");
  EXPECT_EQ(final_failures(), 16);
  EXPECT_EQ(stage_.connections(), 17U);
}

TEST_F(broken_message, ends_the_operation_if_no_other_session_can_find_the_others) {
  broken_ = {3};
  plan_.messages[7].id = plan_.messages[8].id;
  serve(1);
  const failure why = failure_of(transfer());
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_EQ(why.detail(), "message 3");
  EXPECT_EQ(receiver_.whole.size(), 2U);
}

TEST_F(broken_message, is_named_along_with_the_reason_for_which_there_is_no_new_session) {
  broken_ = {3};
  serve(1);
  plan_.login_reply = "-ERR [AUTH] no more";
  serve(1);
  const failure why = failure_of(transfer());
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_THAT(why.detail(), HasSubstr("message 3; no session in place of the one that ended: PASS: "));
}

TEST_F(broken_message, waits_for_the_lock_of_the_session_that_ended_rfc2449_8_1_2) {
  broken_ = {3};
  serve(1);
  const std::string usual = std::exchange(plan_.login_reply, "-ERR [IN-USE] still there");
  serve(1);
  plan_.login_reply = usual;
  serve(1);
  EXPECT_EQ(value_of(transfer()).messages, count - 1);
  expect_the_others();
}

TEST_F(broken_message, has_no_headers_in_a_listing_and_the_others_do) {
  broken_ = {1, 4};
  serve(3);
  const auto listed = value_of(stage_.run(stage_.mail().list_messages()));
  ASSERT_EQ(listed.size(), count);
  for (const message_info& each : listed) {
    EXPECT_EQ(each.headers.has_value(), !broken_.contains(each.sequence_number)) << each.sequence_number;
    if (each.headers) {
      EXPECT_EQ(each.headers->subject(), each.unique_id->str());
    }
  }
  EXPECT_EQ(stage_.mail().last_report().headers_refused, 2U);
}

TEST_F(broken_message, that_is_too_large_fails_alone) {
  stage_.options.limits.kept_message_octets = 1000;
  const auto usual = plan_.answer;
  plan_.answer = [](const std::string& line) -> std::optional<std::string> {
    if (line != "RETR 2") return std::nullopt;
    return "+OK\r\n" + std::string(2000, 'x') + "\r\n.\r\n";
  };
  plan_.extra_capabilities = {"PIPELINING"};
  serve(2);
  std::vector<boost::system::error_code> failed;
  const auto keep = [&failed](const message_info&, const result<mail_message>& message) -> result<> {
    if (!message) failed.push_back(message.error().code());
    return {};
  };
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_messages(keep))).messages, count - 1);
  EXPECT_EQ(failed, std::vector<boost::system::error_code>{errc::message_too_large});
}

TEST_F(broken_message, that_is_refused_keeps_the_servers_words) {
  plan_.answer = [](const std::string& line) -> std::optional<std::string> {
    if (line != "RETR 3" && line != "TOP 3 0") return std::nullopt;
    return "-ERR the disk says no\r\n";
  };
  serve(1);
  std::vector<failure> failed;
  const auto keep = [&failed](const message_info&, const result<mail_message>& message) -> result<> {
    if (!message) failed.push_back(message.error());
    return {};
  };
  EXPECT_EQ(value_of(stage_.run(stage_.mail().fetch_messages(keep))).messages, count - 1);
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].code(), errc::refused);
  EXPECT_EQ(failed[0].reply()->text, "the disk says no");
  const auto listed = value_of(stage_.run(stage_.mail().list_messages()));
  EXPECT_FALSE(listed[2].headers);
  EXPECT_TRUE(listed[3].headers);
  EXPECT_EQ(stage_.connections(), 1U);
}

TEST(message_under_way, is_named_when_the_connection_goes_or_time_is_over) {
  for (const bool goes : {true, false}) {
    client_stage stage;
    stage.serve_session(
        "C: LIST\nS! +OK|1 5|2 5|3 5|.\nC: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 1\nS! +OK|one|.\n"
        "C: RETR 2\nS! +OK|two|.\nC: RETR 3" +
        std::string(goes ? "\nclose" : ""));
    recording_receiver receiver;
    const failure why = failure_of(stage.run(stage.mail().save_messages({1, 2, 3}, receiver)));
    EXPECT_EQ(why.code(), goes ? errc::connection_closed : errc::deadline_exceeded);
    EXPECT_EQ(why.verb(), "RETR");
    EXPECT_EQ(why.detail(), "message 3");
  }
}

}  // namespace
}  // namespace pop3kit::testing
