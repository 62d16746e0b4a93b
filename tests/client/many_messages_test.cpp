#include <algorithm>
#include <deque>
#include <map>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

TEST(many_messages, come_in_the_order_asked_for_rfc2449_6_6) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 5|2 5|3 7|.|+OK|1 a|2 b|3 c|.
    C: RETR 3
    C: RETR 1
    S! +OK|three|.|+OK|one|.
    C: UIDL 1
    S: +OK 1 a)",
                      {"PIPELINING"});
  recording_receiver receiver;
  const auto report = value_of(stage.run(stage.mail().save_messages({3, 1}, receiver)));
  EXPECT_EQ(receiver.order, (std::vector<std::uint64_t>{3, 1}));
  EXPECT_EQ(receiver.whole.at(3), "three\r\n");
  EXPECT_EQ(receiver.whole.at(1), "one\r\n");
  EXPECT_EQ(receiver.expected_messages, 2U);
  EXPECT_EQ(receiver.expected_octets, 12U);
  EXPECT_EQ(report.messages, 2U);
  EXPECT_EQ(report.octets, 12U);
  EXPECT_EQ(report.refused, 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(many_messages, one_refusal_fails_one_item) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 5|2 5|.|+OK|1 a|2 b|.
    C: RETR 1
    C: RETR 2
    C: UIDL 2
    S! -ERR no such message|+OK|two|.|+OK 2 b)",
                      {"PIPELINING"});
  recording_receiver receiver;
  const auto report = value_of(stage.run(stage.mail().save_messages({1, 2}, receiver)));
  EXPECT_EQ(receiver.order, std::vector<std::uint64_t>{2});
  ASSERT_EQ(receiver.failed.size(), 1U);
  EXPECT_EQ(receiver.failed[0], errc::no_such_message);
  EXPECT_EQ(report.messages, 1U);
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(many_messages, unknown_ones_are_reported_and_not_asked_for) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 5|3 5|.
    C: UIDL
    S! +OK|1 a|3 a|.
    C: RETR 3
    S! +OK|three|.)");
  recording_receiver receiver;
  const std::vector<message_reference> wanted{0, 2, unique_id("zz"), unique_id("a"), 3};
  const auto report = value_of(stage.run(stage.mail().save_messages(wanted, receiver)));
  EXPECT_EQ(receiver.order, std::vector<std::uint64_t>{3});
  ASSERT_EQ(receiver.failed.size(), 4U);
  EXPECT_EQ(receiver.failed[0], errc::invalid_sequence_number);
  EXPECT_EQ(receiver.failed[1], errc::no_such_message);
  EXPECT_EQ(receiver.failed[2], errc::no_such_message);
  EXPECT_EQ(receiver.failed[3], errc::ambiguous_unique_id);
  EXPECT_EQ(report.refused, 4U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(many_messages, are_found_by_unique_id_rfc1939_7) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 5|2 5|.
    C: UIDL
    S! +OK|1 a|2 b|.
    C: RETR 2
    S! +OK|two|.)");
  std::vector<std::string> subjects;
  const auto keep = [&subjects](const message_info& which, const result<mail_message>& message) -> result<> {
    subjects.push_back(std::string(which.unique_id->str()) + ": " + message->octets());
    return {};
  };
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_messages({unique_id("b")}, keep))).messages, 1U);
  EXPECT_EQ(subjects, std::vector<std::string>{"b: two\r\n"});
  EXPECT_EQ(stage.differences(), "");
}

TEST(many_messages, all_of_them_are_parsed_on_request) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 18|2 18|.|+OK|1 a|2 b|.
    C: RETR 1
    C: RETR 2
    C: UIDL 2
    S! +OK|Subject: first||.|-ERR locked|+OK 2 b)",
                      {"PIPELINING"});
  std::vector<std::string> seen;
  const auto keep = [&seen](const message_info&, const result<mail_message>& message) -> result<> {
    seen.push_back(message ? message->subject() : std::string(message.error().reply()->text));
    return {};
  };
  const auto report = value_of(stage.run(stage.mail().fetch_messages(keep)));
  EXPECT_EQ(seen, (std::vector<std::string>{"first", "locked"}));
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(many_messages, a_receiver_that_cannot_go_on_ends_the_session) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 5|.\nC: RETR 1\nS! +OK|one|.");
  recording_receiver receiver;
  receiver.full = true;
  const failure why = failure_of(stage.run(stage.mail().save_messages({1}, receiver)));
  EXPECT_EQ(why.code(), errc::file_unwritable);
  EXPECT_EQ(why.detail(), "no room");
  EXPECT_FALSE(why.session_usable());
  EXPECT_TRUE(receiver.whole.empty());
}

TEST(many_messages, a_cut_takes_back_what_had_begun) {
  client_stage stage;
  stage.serve_session(
      "C: LIST\nS! +OK|1 5|2 9|.\nC: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 1\nS! +OK|one|.\nC: RETR 2\nS! +OK|half\nclose");
  recording_receiver receiver;
  const failure why = failure_of(stage.run(stage.mail().save_messages({1, 2}, receiver)));
  EXPECT_EQ(why.code(), errc::connection_closed);
  EXPECT_EQ(receiver.order, std::vector<std::uint64_t>{1});
  ASSERT_EQ(receiver.failed.size(), 1U);
  EXPECT_EQ(receiver.failed[0], errc::connection_closed);
}

TEST(many_messages, kept_ones_have_a_limit) {
  client_stage stage;
  stage.options.limits.kept_message_octets = 3;
  stage.serve_session("C: LIST\nS! +OK|1 9|.\nC: RETR 1\nS! +OK|large|.");
  boost::system::error_code told;
  const auto keep = [&told](const message_info&, const result<mail_message>& message) -> result<> {
    told = message.error().code();
    return {};
  };
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_messages({1}, keep))).refused, 1U);
  EXPECT_EQ(told, errc::message_too_large);
}

/// Three connections to one maildrop, whose sessions number it differently.
class shared_transfer : public ::testing::Test {
 protected:
  static constexpr std::size_t count = 60;

  shared_transfer() : plans_(3), journals_(3) {
    stage_.options.multi = multi_connection::enable;
    stage_.options.connections_quantity = plans_.size();
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      plans_[i].messages = numbered_messages(count);
      // Each session knows them in another order: only the unique-id tells what is what.
      std::rotate(plans_[i].messages.begin(), plans_[i].messages.begin() + static_cast<std::ptrdiff_t>(i * 7),
                  plans_[i].messages.end());
      for (std::size_t at = 0; at < count; ++at) plans_[i].messages[at].number = at + 1;
      plans_[i].service_time = std::chrono::milliseconds(10);
      plans_[i].answer = [messages = plans_[i].messages](const std::string& line) {
        return answer_retr(messages, line);
      };
    }
  }

  static std::optional<std::string> answer_retr(const std::vector<toy_message>& messages, const std::string& line) {
    if (!line.starts_with("RETR ")) return std::nullopt;
    const toy_message& message = messages.at(std::stoul(line.substr(5)) - 1);
    return "+OK\r\n" + body(message.id) + ".\r\n";
  }
  static std::string body(const std::string& id) {
    return "Subject: " + id + "\r\n\r\n" + std::string(100, 'x') + "\r\n";
  }

  void transfer() {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      stage_.serve_by(toy_server(stage_.time, plans_[i], journals_[i]));
    }
    report_ = value_of(stage_.run(stage_.mail().save_messages(receiver_)));
    EXPECT_EQ(report_.messages, count);
    ASSERT_EQ(receiver_.whole.size(), count);
    for (const auto& [number, octets] : receiver_.whole) EXPECT_EQ(octets, body("id" + std::to_string(number)));
  }

  client_stage stage_;
  std::vector<toy_plan> plans_;
  std::deque<toy_journal> journals_;
  recording_receiver receiver_;
  transfer_report report_;
};

TEST_F(shared_transfer, matches_by_unique_id_and_never_by_number) {
  transfer();
  EXPECT_EQ(stage_.mail().last_report().opened, 3U);
  for (const auto& connection : stage_.mail().last_report().connections) EXPECT_GT(connection.messages, 0U);
  EXPECT_TRUE(receiver_.failed.empty());
}

TEST_F(shared_transfer, a_message_that_stalls_half_way_begins_anew) {
  // One message of the second connection never ends, and no later command is answered. The first few messages of this
  // connection are discarded, since its numbers turn out to be others.
  constexpr std::size_t stalls_at = 8;
  plans_[1].answer = [messages = plans_[1].messages, asked = std::size_t{0}](const std::string& line) mutable {
    if (asked == stalls_at) return std::optional<std::string>("");
    auto reply = answer_retr(messages, line);
    if (!reply || ++asked < stalls_at) return reply;
    return std::optional(reply->substr(0, 40));
  };
  transfer();
  ASSERT_FALSE(receiver_.failed.empty());
  EXPECT_EQ(receiver_.failed[0], errc::connection_closed);
  EXPECT_GE(stage_.mail().last_report().chunks_retried, 1U);
}

TEST_F(shared_transfer, what_a_follower_is_refused_the_leader_gets) {
  plans_[2].answer = [](const std::string& line) {
    return line.starts_with("RETR ") ? std::optional<std::string>("-ERR not here\r\n") : std::nullopt;
  };
  transfer();
  EXPECT_TRUE(receiver_.failed.empty());
  EXPECT_EQ(report_.refused, 0U);
}

TEST(many_messages, are_those_of_the_session_s_latest_listing_rfc1939_5) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 7|2 8|3 7|.
    C: UIDL
    S! +OK|1 a|2 b|3 c|.
    C: DELE 2
    S: +OK
    C: RETR 1
    S! +OK|first|.
    C: RETR 3
    S! +OK|third|.
    C: RSET
    S: +OK
    C: LIST
    S! +OK|1 7|2 8|3 7|.
    C: UIDL
    S! +OK|1 a|2 b|3 c|.
    C: RETR 2
    S! +OK|second|.)");
  recording_receiver receiver;
  async_client& mail = stage.mail();
  EXPECT_EQ(value_of(stage.run(mail.list_messages(list_fields::ids_only))).size(), 3U);
  EXPECT_TRUE(stage.run(mail.delete_message(2)));
  std::vector<message_reference> wanted{1, 2, unique_id("c")};
  EXPECT_EQ(value_of(stage.run(mail.save_messages(wanted, receiver))).refused, 1U);
  EXPECT_TRUE(stage.run(mail.undelete_messages()));
  wanted = {unique_id("b")};
  EXPECT_EQ(value_of(stage.run(mail.save_messages(wanted, receiver))).messages, 1U);
  EXPECT_EQ(receiver.whole.size(), 3U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
