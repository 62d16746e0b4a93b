#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"
#include "client/toy_server.hpp"

namespace pop3kit::testing {
namespace {

// RFC 2449 section 6.6 lets a client send commands ahead. These replies to them stand in the wrong place.

/// "PIPELINING" is announced; each session is one transcript.
class displaced_reply : public ::testing::Test {
 protected:
  static constexpr std::string_view lists_two = "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|.|+OK|1 a|2 b|.\n";
  static constexpr std::string_view one_by_one =
      "C: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 2\nS! +OK|second|.\nC: RETR 1\nS! +OK|fir.st|.";

  void serve_session(const std::string& transcript) { stage_.serve_session(transcript, {"PIPELINING"}); }
  /// In place of the first one: the client knows the capabilities by then.
  void serve_next_session(const std::string& transcript) {
    stage_.serve(script("S: +OK ready\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\n" + transcript));
  }

  void expect_both_after(const std::string& replies) {
    serve_session(std::string(lists_two) + "C: RETR 1\nC: RETR 2\nC: UIDL 2\nS! " + replies + "|+OK 2 b");
    serve_next_session(std::string(one_by_one));
    const auto report = value_of(stage_.run(stage_.mail().save_messages(receiver_)));
    EXPECT_EQ(report.messages, 2U);
    EXPECT_EQ(receiver_.whole.at(1), "fir.st\r\n");
    EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
    EXPECT_EQ(receiver_.failed.size(), 1U);
    EXPECT_EQ(stage_.differences(), "");
  }

  client_stage stage_;
  recording_receiver receiver_;
};

TEST_F(displaced_reply, that_is_no_status_line_discards_the_message_before) {
  expect_both_after("+OK|fir|.|st|.|+OK|second|.");
}

TEST_F(displaced_reply, inside_a_message_shows_by_its_last_line) {
  expect_both_after("+OK|first|-ERR no such message|.");
}

TEST_F(displaced_reply, inside_a_message_shows_by_a_terminator_too_many) {
  expect_both_after("+OK|first|+OK|second|.|.");
}

TEST_F(displaced_reply, of_another_message_shows_by_its_size) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 9|3 7|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: RETR 3\n"
      "S! +OK 8 octets|fir.st|.|+OK 7 octets|third|.");
  serve_next_session(
      "C: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 2\nS! +OK|second!|.\nC: RETR 3\nS! +OK|third|.\n"
      "C: RETR 1\nS! +OK|fir.st|.");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(2), "second!\r\n");
  EXPECT_EQ(receiver_.whole.at(3), "third\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// From a reply too many on, each message is taken for the one after it, and every reply is well-formed.
TEST_F(displaced_reply, after_one_too_many_shows_by_its_size) {
  const std::string surplus[] = {"+OK 8 octets|fir.st|.|", "+OK 8 octets|", "+OK 30 octets|of nobody|.|"};
  for (const std::string& each : surplus) {
    // A size that no message has may be an inexact one: then the message before it is not in doubt.
    const bool of_nobody = each.starts_with("+OK 30");
    const std::string first_again = of_nobody ? "" : "C: RETR 1\nS! +OK 8 octets|fir.st|.";
    SCOPED_TRACE(each);
    client_stage stage;
    recording_receiver receiver;
    stage.serve_session(
        "C: LIST\nC: UIDL\nS! +OK|1 8|2 9|3 7|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: RETR 3\n"
        "S! +OK 8 octets|fir.st|.|" +
            each + "+OK 9 octets|second!|.|+OK 7 octets|third|.",
        {"PIPELINING"});
    stage.serve(
        script("S: +OK ready\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\n"
               "C: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 2\nS! +OK 9 octets|second!|.\n"
               "C: RETR 3\nS! +OK 7 octets|third|.\n" +
               first_again));
    value_of(stage.run(stage.mail().save_messages(receiver)));
    EXPECT_EQ(receiver.whole.at(1), "fir.st\r\n");
    EXPECT_EQ(receiver.whole.at(2), "second!\r\n");
    EXPECT_EQ(receiver.whole.at(3), "third\r\n");
    EXPECT_EQ(stage.differences(), "");
  }
}

/// The messages have equal sizes, so that only the marker after them shows which is which.
TEST_F(displaced_reply, after_one_too_many_shows_by_the_marker_after_it) {
  const std::string surplus[] = {"+OK|fir.st|.|", "+OK|", "-ERR no such message|", "+OK 2 3|"};
  const std::string second = "C: RETR 2\nS! +OK|second|.\n";
  const std::string third = "C: RETR 3\nS! +OK|thi.rd|.\n";
  for (const std::string& each : surplus) {
    SCOPED_TRACE(each);
    client_stage stage;
    recording_receiver receiver;
    stage.serve_session(
        "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|3 8|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: UIDL 2\nC: RETR 3\n"
        "C: UIDL 3\nS! +OK|fir.st|.|" +
            each + "+OK|second|.|+OK 2 b|+OK|thi.rd|.|+OK 3 c",
        {"PIPELINING"});
    stage.serve(
        script("S: +OK ready\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\n"
               "C: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 1\nS! +OK|fir.st|.\n" +
               (each.starts_with("-ERR") ? second + third : third + second)));
    value_of(stage.run(stage.mail().save_messages(receiver)));
    EXPECT_EQ(receiver.whole.at(1), "fir.st\r\n");
    EXPECT_EQ(receiver.whole.at(2), "second\r\n");
    EXPECT_EQ(receiver.whole.at(3), "thi.rd\r\n");
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST_F(displaced_reply, to_top_shows_by_the_marker_after_it) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|.|+OK|1 a|2 b|.\nC: TOP 1 0\nC: UIDL 1\nC: TOP 2 0\nC: UIDL 2\n"
      "S! +OK|Subject: one||.|+OK 1 a|+OK|Subject: one||.|+OK|Subject: two||.|+OK 2 b");
  serve_next_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: TOP 2 0\nS! +OK|Subject: two||.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages()));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].headers->subject(), "one");
  EXPECT_EQ(messages[1].headers->subject(), "two");
  EXPECT_EQ(stage_.differences(), "");
}

/// What is mixed up could not be fetched again in another session.
TEST_F(displaced_reply, cannot_be_about_messages_without_unique_ids_which_are_asked_for_one_by_one) {
  for (const std::string ids : {"-ERR no unique-ids", "+OK|1 same|2 same|.", "+OK|1 a|."}) {
    SCOPED_TRACE(ids);
    client_stage stage;
    recording_receiver receiver;
    stage.serve_session("C: LIST\nC: UIDL\nS! +OK|1 8|2 8|.|" + ids +
                            "\nC: RETR 1\nS! +OK 1 8|Subject: x|+OK the last line|.\nC: RETR 2\nS! +OK 2 8|second|.",
                        {"PIPELINING"});
    value_of(stage.run(stage.mail().save_messages(receiver)));
    EXPECT_EQ(receiver.order, (std::vector<std::uint64_t>{1, 2}));
    EXPECT_EQ(stage.differences(), "");
  }
}

/// The message has gone meanwhile: its UIDL is refused, and so might have been another command.
TEST_F(displaced_reply, is_looked_for_by_stat_once_another_marker_is_refused) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|.|+OK|1 a|2 b|.\nC: RETR 1\nC: RETR 2\nC: UIDL 2\n"
      "S! +OK|fir.st|.|-ERR gone|-ERR gone\nC: STAT\nS: +OK 1 8");
  const auto report = value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(report.messages, 1U);
  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(receiver_.whole.at(1), "fir.st\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// The refusals belong to one command and a reply too many. What seems to answer STAT is the late reply to UIDL 2.
TEST_F(displaced_reply, to_uidl_is_not_taken_for_that_to_stat) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|.|+OK|1 50|2 51|.\nC: UIDL 1\nS: +OK 1 50\n"
      "C: RETR 1\nC: RETR 2\nC: UIDL 2\n"
      "S! +OK|fir.st|.|-ERR busy|-ERR busy\nC: STAT\nS: +OK 2 51");
  serve_next_session("C: UIDL\nS! +OK|1 50|2 51|.\nC: RETR 1\nS! +OK|fir.st|.\nC: RETR 2\nS! +OK|second|.");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(1), "fir.st\r\n");
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// A status line may begin with the number by chance, or because a server writes it there: only the unique-id proves
/// that it is the reply to UIDL 2.
TEST_F(displaced_reply, with_the_number_of_a_marker_but_another_unique_id_shows) {
  serve_session(std::string(lists_two) +
                "C: RETR 1\nC: RETR 2\nC: UIDL 2\nS! +OK|fir.st|.|+OK|other!|.|+OK 2 message follows");
  serve_next_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 1\nS! +OK|fir.st|.\nC: RETR 2\nS! +OK|second|.");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// More lines follow what looks like the reply to a marker.
TEST_F(displaced_reply, that_a_message_brings_along_does_not_prove_the_messages_before_it) {
  serve_session(std::string(lists_two) +
                "C: RETR 1\nC: RETR 2\nC: UIDL 2\nS! +OK|fir.st|.|+OK|other!|.|+OK 2 b|more|.");
  serve_next_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 1\nS! +OK|fir.st|.\nC: RETR 2\nS! +OK|second|.");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// Some servers write the number and the unique-id in the status line of a message, too.
TEST_F(displaced_reply, that_has_the_text_of_a_marker_does_not_prove_the_messages_before_it) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|3 8|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: UIDL 2\nC: RETR 3\nC: UIDL "
      "3\n"
      "S! +OK 1 a|fir.st|.|+OK 1 a|fir.st|.|+OK 2 b|second|.|+OK 2 b|+OK 3 c|thi.rd|.|+OK 3 c");
  serve_next_session(
      "C: UIDL\nS! +OK|1 a|2 b|3 c|.\nC: RETR 1\nS! +OK|fir.st|.\nC: RETR 2\nS! +OK|second|.\n"
      "C: RETR 3\nS! +OK|thi.rd|.");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_EQ(receiver_.whole.at(3), "thi.rd\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// The connection is lost before the next reply begins, which puts no reply in doubt.
TEST_F(displaced_reply, is_not_feared_after_a_marker_if_the_connection_is_lost) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 8|3 8|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: UIDL 2\nC: RETR 3\nC: UIDL "
      "3\n"
      "S! +OK|fir.st|.|+OK|second|.|+OK 2 b\nclose");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_messages(receiver_))).kind(), fault::transport);
  EXPECT_EQ(receiver_.whole.at(1), "fir.st\r\n");
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_EQ(stage_.differences(), "");
}

/// An honest server whose list is inexact for one message stays fast: a marker decides.
TEST_F(displaced_reply, is_not_seen_in_one_size_that_is_inexact) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 8|2 12|3 7|.|+OK|1 a|2 b|3 c|.\nC: RETR 1\nC: RETR 2\nC: RETR 3\n"
      "S! +OK 8 octets|fir.st|.|+OK 9 octets|second!|.|+OK 7 octets|third|.\nC: UIDL 3\nS: +OK 3 c");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.order, (std::vector<std::uint64_t>{1, 2, 3}));
  EXPECT_TRUE(receiver_.failed.empty());
  EXPECT_EQ(stage_.mail().last_report().size_mismatches, 1U);
  EXPECT_EQ(stage_.differences(), "");
}

/// Sizes and numeric unique-ids look the same: UIDL 1, sent alone, tells them apart.
TEST_F(displaced_reply, to_list_and_uidl_shows_by_asking_for_a_numeric_unique_id_again) {
  serve_session("C: LIST\nC: UIDL\nS! +OK|1 50|2 51|.|+OK|1 8|2 9|.\nC: UIDL 1\nS: +OK 1 50");
  serve_next_session("C: LIST\nS! +OK|1 8|2 9|.\nC: UIDL\nS! +OK|1 50|2 51|.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(messages[0].unique_id, unique_id("50"));
  EXPECT_EQ(messages[0].size, 8U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_get_message_info_shows_by_asking_for_a_numeric_unique_id_again) {
  serve_session("C: LIST 1\nC: UIDL 1\nS! +OK 1 50|+OK 1 8\nC: UIDL 1\nS: +OK 1 50");
  stage_.serve_session("C: LIST 1\nS: +OK 1 8\nC: UIDL 1\nS: +OK 1 50", {"PIPELINING"});
  const auto found = value_of(stage_.run(stage_.mail().get_message_info(1, list_fields::ids_only)));
  EXPECT_EQ(found.unique_id, unique_id("50"));
  EXPECT_EQ(found.size, 8U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_list_is_not_taken_for_that_to_uidl_if_a_size_is_unknown) {
  serve_session("C: LIST\nC: UIDL\nS! +OK|1 7|2 -1|.|+OK|1 7|2 -1|.");
  serve_next_session("C: LIST\nS! +OK|1 7|2 -1|.\nC: UIDL\nS! +OK|1 a|2 b|.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(messages[0].unique_id, unique_id("a"));
  EXPECT_EQ(stage_.differences(), "");
}

/// So much mail at most is fetched again after a loss, beside one message.
TEST_F(displaced_reply, is_looked_for_after_every_256_kib) {
  toy_plan plan;
  plan.messages = numbered_messages(8);
  plan.true_sizes = true;
  plan.padding = 200'000;
  toy_journal journal;
  client_stage stage;
  stage.serve_by(toy_server(stage.time, plan, journal));
  recording_receiver receiver;
  value_of(stage.run(stage.mail().save_messages(receiver)));
  EXPECT_EQ(receiver.whole.size(), 8U);
  EXPECT_EQ(journal.proofs, 4U) << "all have one size: UIDL n after two messages each";
}

TEST_F(displaced_reply, is_not_seen_in_sizes_that_never_agreed) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 100|2 200|.|+OK|1 a|2 b|.\nC: RETR 1\nC: RETR 2\n"
      "S! +OK 8 octets|fir.st|.|+OK 8 octets|second|.\nC: UIDL 2\nS: +OK 2 b");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(2), "second\r\n");
  EXPECT_TRUE(receiver_.failed.empty());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, that_is_a_second_status_line_is_no_line_of_the_message) {
  expect_both_after("+OK 8 octets|+OK 8 octets|fir.st|.|+OK 8 octets|second|.");
}

TEST_F(displaced_reply, fails_the_operation_if_it_comes_without_pipelining_too) {
  serve_session(std::string(lists_two) + "C: RETR 1\nC: RETR 2\nC: UIDL 2\nS! +OK|fir|.|st|.|+OK|second|.|+OK 2 b");
  serve_next_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: RETR 2\nS! what");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_messages(receiver_))).code(), errc::malformed_status_line);
  EXPECT_TRUE(receiver_.whole.empty());
  EXPECT_EQ(stage_.connections(), 2U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, keeps_its_own_error_if_no_other_session_can_be_opened) {
  serve_session(std::string(lists_two) + "C: RETR 1\nC: RETR 2\nC: UIDL 2\nS! +OK|fir|.|st|.|+OK|second|.|+OK 2 b");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().save_messages(receiver_))).code(), errc::message_truncated);
  EXPECT_EQ(receiver_.failed.size(), 1U);
}

TEST_F(displaced_reply, is_not_seen_in_a_message_of_the_right_size_that_ends_like_one) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 12|2 8|.|+OK|1 a|2 b|.\nC: RETR 1\nC: RETR 2\n"
      "S! +OK|first|+OK|.|+OK|second|.\nC: UIDL 2\nS: +OK 2 b");
  value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(receiver_.whole.at(1), "first\r\n+OK\r\n");
  EXPECT_TRUE(receiver_.failed.empty());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_list_is_not_taken_for_that_to_uidl) {
  serve_session("C: LIST\nC: UIDL\nS! +OK|1 7|2 9|.|+OK|1 7|2 9|.");
  serve_next_session("C: LIST\nS! +OK|1 7|2 9|.\nC: UIDL\nS! +OK|1 a|2 b|.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].unique_id, unique_id("a"));
  EXPECT_EQ(stage_.differences(), "");
}

/// RFC 1939 section 5 lets text follow a size.
TEST_F(displaced_reply, to_list_is_not_taken_for_that_to_uidl_if_text_follows_the_sizes) {
  serve_session("C: LIST\nC: UIDL\nS! +OK|1 7 octets|2 9 octets|.|+OK|1 7 octets|2 9 octets|.");
  serve_next_session("C: LIST\nS! +OK|1 7 octets|2 9 octets|.\nC: UIDL\nS! +OK|1 a|2 b|.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].unique_id, unique_id("a"));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_list_is_believed_to_be_that_to_uidl_if_that_comes_one_by_one) {
  serve_session("C: LIST\nC: UIDL\nS! +OK|1 7|.|+OK|1 7|.");
  serve_next_session("C: LIST\nS! +OK|1 7|.\nC: UIDL\nS! +OK|1 7|.");
  const auto messages = value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].unique_id, unique_id("7"));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, that_is_a_second_status_line_is_no_header) {
  stage_.serve_session("C: TOP 1 0\nS! +OK|+OK|Subject: one||.");
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().get_message_headers(1))).code(), errc::unsolicited_data);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_get_message_info_is_asked_for_again) {
  serve_session("C: LIST 1\nC: UIDL 1\nC: TOP 1 0\nS! +OK 1 9|+OK 1 a|+OK|.|Subject: late||.");
  stage_.serve_session("C: LIST 1\nS: +OK 1 9\nC: UIDL 1\nS: +OK 1 a\nC: TOP 1 0\nS! +OK|Subject: in time||.",
                       {"PIPELINING"});
  EXPECT_EQ(value_of(stage_.run(stage_.mail().get_message_info(1))).headers->subject(), "in time");
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, to_a_number_of_this_session_is_not_looked_for_in_another) {
  serve_session(
      "C: LIST\nC: UIDL\nS! +OK|1 9|.|+OK|1 a|.\nC: LIST 1\nC: UIDL 1\nC: TOP 1 0\n"
      "S! +OK 1 9|+OK 1 a|+OK|.|Subject: late||.");
  value_of(stage_.run(stage_.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(failure_of(stage_.run(stage_.mail().get_message_info(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_F(displaced_reply, after_the_last_message_discards_that_message) {
  stage_.serve_session("C: LIST\nS! +OK|1 7|.\nC: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK|first|.|second|.");
  const auto report = value_of(stage_.run(stage_.mail().save_messages(receiver_)));
  EXPECT_EQ(report.messages, 0U);
  EXPECT_EQ(report.refused, 1U);
  ASSERT_EQ(receiver_.failed.size(), 2U);
  EXPECT_EQ(receiver_.failed[0], make_error_condition(fault::transport)) << "what came of it is taken back";
  EXPECT_EQ(receiver_.failed[1], errc::unsolicited_data);
  EXPECT_EQ(stage_.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
