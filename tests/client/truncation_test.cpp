#include <algorithm>
#include <ostream>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"

namespace pop3kit::testing {
namespace {

// A body that ends short of its announced and its listed size is accepted only if a status line follows it.

TEST(truncation, is_noticed_by_octets_after_the_terminator) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.|rest of the message|.");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_EQ(why.kind(), fault::protocol);
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_noticed_if_the_rest_comes_late) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.\nC: NOOP\nS! rest of the message|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_noticed_if_the_rest_comes_octet_by_octet) {
  client_stage stage;
  stage.slice = 1;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.\nC: NOOP\nS! rest of the message|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_not_assumed_if_the_server_counts_otherwise) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 999 octets|a|.\nC: NOOP\nS: +OK\nC: NOOP\nS: +OK");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\r\n");
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_not_looked_for_if_the_size_is_reached) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 2 octets|a|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, needs_both_sizes_to_be_missed) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 3|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK 999 octets|a|.");
  value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, shows_by_the_listed_size_alone) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 30|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK|.|rest|.");
  value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, of_nothing_at_all_shows_without_any_size) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK|.\nC: NOOP\nS: rest");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, an_empty_message_may_be_one) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK|.\nC: NOOP\nS: +OK");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "");
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, an_unsolicited_status_line_after_the_message_is_refused) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|a|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, a_connection_lost_after_a_short_message_is_a_lost_connection) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|a|.\nclose");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).kind(), fault::transport);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, a_message_without_an_octet_is_refused_if_a_size_was_announced) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 8192 octets|.\nC: NOOP\nS: +OK\nC: NOOP\nS: +OK");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, a_message_without_an_octet_is_accepted_if_the_listed_size_is_zero) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 0|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK 2 octets|.");
  value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "");
  EXPECT_EQ(stage.mail().last_report().size_mismatches, 0U);
  EXPECT_EQ(stage.differences(), "");
}

class truncated_transfer : public ::testing::TestWithParam<bool> {
 protected:
  /// Of three messages, in one session; pipelined or not. `probe`: what the client asks after the second.
  result<transfer_report> transfer(const std::string& second) {
    const std::vector<std::string> extra =
        GetParam() ? std::vector<std::string>{"PIPELINING"} : std::vector<std::string>{};
    const std::string lists = GetParam() ? "C: LIST\nC: UIDL\nS! +OK|1 7|2 8192|3 7|.|+OK|1 a|2 b|3 c|.\n"
                                         : "C: LIST\nS! +OK|1 7|2 8192|3 7|.\nC: UIDL\nS! +OK|1 a|2 b|3 c|.\n";
    const std::string replies =
        GetParam()
            ? "C: RETR 1\nC: RETR 2\nC: RETR 3\nC: UIDL 3\nS! +OK|first|.|" + second + "|+OK|third|.|+OK 3 c"
            : "C: RETR 1\nS! +OK|first|.\nC: RETR 2\nS! " + second + "\nC: NOOP\nS: +OK\nC: RETR 3\nS! +OK|third|.";
    stage_.serve_session(lists + replies, extra);
    return stage_.run(stage_.mail().save_messages(receiver_));
  }

  client_stage stage_;
  recording_receiver receiver_;
};

TEST_P(truncated_transfer, fails_the_message_without_an_octet_and_goes_on_with_the_others) {
  const auto report = value_of(transfer("+OK 8192 octets|."));
  EXPECT_EQ(receiver_.order, (std::vector<std::uint64_t>{1, 3}));
  ASSERT_EQ(receiver_.failed.size(), 1U);
  EXPECT_EQ(receiver_.failed[0], errc::message_truncated);
  EXPECT_EQ(report.messages, 2U);
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(report.size_mismatches, 0U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(truncated_transfer, hands_over_half_a_message_and_counts_it) {
  const auto report = value_of(transfer("+OK 8192 octets|half|."));
  EXPECT_EQ(receiver_.whole.at(2), "half\r\n");
  EXPECT_EQ(report.messages, 3U);
  EXPECT_EQ(report.size_mismatches, 1U);
  EXPECT_EQ(stage_.mail().last_report().size_mismatches, 1U);
  EXPECT_EQ(stage_.differences(), "");
}

INSTANTIATE_TEST_SUITE_P(either_way, truncated_transfer, ::testing::Bool());

struct counted_size {
  counted_size(std::string octets, std::uint64_t said, std::size_t counted)
      : body(std::move(octets)), announced(said), mismatches(counted) {}
  std::string body;  // lines, separated by "|"
  std::uint64_t announced;
  std::size_t mismatches;
};

void PrintTo(const counted_size& size, std::ostream* out) {
  *out << size.body << ", said to have " << size.announced << " octets";
}

class stated_size : public ::testing::TestWithParam<counted_size> {};

TEST_P(stated_size, is_compared_with_the_message_by_octets_and_line_ends) {
  client_stage stage;
  const counted_size& given = GetParam();
  std::string transcript = "C: RETR 1\nS! +OK " + std::to_string(given.announced) + " octets|" + given.body + "|.";
  const auto lines = static_cast<std::uint64_t>(std::ranges::count(given.body, '|')) + 1;
  const std::uint64_t octets = given.body.size() + lines + 1;
  if (octets < given.announced) transcript += "\nC: NOOP\nS: +OK";
  stage.serve_session(transcript);
  value_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(stage.mail().last_report().size_mismatches, given.mismatches);
  EXPECT_EQ(stage.differences(), "");
}

// "a|b|c" arrives as 9 octets in 3 lines.
INSTANTIATE_TEST_SUITE_P(of_a_message, stated_size,
                         ::testing::Values(counted_size("a|b|c", 9, 0),   // CRLF counted as two octets
                                           counted_size("a|b|c", 6, 0),   // CRLF counted as one octet
                                           counted_size("a|b|c", 5, 0),   // and the last one not at all
                                           counted_size("a|b|c", 12, 0),  // LF sent as CRLF, and counted as two more
                                           counted_size("a|b|c", 4, 1),   // beyond line ends
                                           counted_size("a|b|c", 13, 1)));

TEST(truncation, lines_are_counted_over_pieces_too) {
  client_stage stage;
  stage.slice = 1;
  stage.serve_session("C: RETR 1\nS! +OK 6 octets|a|b|c|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\r\nb\r\nc\r\n");
  EXPECT_EQ(stage.mail().last_report().size_mismatches, 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(size_in_the_reply, that_contradicts_the_listing_is_counted_once_the_two_have_agreed) {
  client_stage stage;
  stage.serve_session(
      "C: LIST\nS! +OK|1 7|2 8|3 9|.\nC: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 1\nS! +OK 7 octets|first|.\n"
      "C: RETR 2\nS! +OK 7 octets|third|.\nC: RETR 3\nS! +OK 9 octets|longest|.");
  recording_receiver receiver;
  const auto report = value_of(stage.run(stage.mail().save_messages(receiver)));
  EXPECT_EQ(report.messages, 3U);
  EXPECT_EQ(report.size_mismatches, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(size_in_the_reply, counts_for_nothing_if_it_never_agreed_with_the_listing) {
  client_stage stage;
  stage.serve_session(
      "C: LIST\nS! +OK|1 100|2 200|.\nC: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 1\nS! +OK 7 octets|first|.\n"
      "C: RETR 2\nS! +OK 8 octets|second|.");
  recording_receiver receiver;
  EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(receiver))).size_mismatches, 0U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(second_status_line, is_not_taken_for_a_line_of_the_message) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 7 octets|+OK 7 octets|first|.");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_FALSE(why.session_usable());
}

TEST(second_status_line, is_not_taken_for_a_line_of_a_message_of_unknown_size) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK|+OK 7 octets|first|.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::unsolicited_data);
}

TEST(second_status_line, belongs_to_the_message_if_a_size_says_so) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 21 octets|+OK 7 octets|first|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "+OK 7 octets\r\nfirst\r\n");
}

}  // namespace
}  // namespace pop3kit::testing
