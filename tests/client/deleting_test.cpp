#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

TEST(deleting, marks_and_commits_rfc1939_6) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: DELE 2\nS: +OK\nC: DELE 1\nS: +OK\nC: QUIT\nS: +OK bye");
  value_of(stage.run(stage.mail().delete_message(unique_id("b"))));
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::committed);
  ASSERT_EQ(report.messages.size(), 2U);
  EXPECT_EQ(report.messages[0].sequence_number, 2U);
  EXPECT_EQ(report.messages[0].unique_id, unique_id("b"));
  EXPECT_EQ(report.messages[1].unique_id, unique_id("a"));
  EXPECT_FALSE(report.cause);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, never_happens_by_destruction) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, by_half_is_said_rfc1939_6) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR some deleted messages not removed");
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::some_not_removed);
  ASSERT_TRUE(report.cause);
  EXPECT_EQ(report.cause->code(), errc::some_not_removed);
  EXPECT_EQ(report.cause->reply()->text, "some deleted messages not removed");
  EXPECT_FALSE(report.cause->session_usable());
  EXPECT_EQ(report.messages.size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

/// The refusal belongs to an earlier command: what QUIT did, its own reply says, and that may be anything.
TEST(deleting, is_unknown_if_another_reply_follows_the_refusal) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR no such message\nS: +OK bye");
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::unknown);
  EXPECT_EQ(report.cause->code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

/// The +OK belongs to an earlier command.
TEST(deleting, is_unknown_if_a_refusal_follows_the_reply) {
  for (const std::string answers : {"S! +OK|-ERR not removed", "S: +OK\nS: -ERR not removed"}) {
    client_stage stage;
    stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\n" + answers);
    value_of(stage.run(stage.mail().delete_message(1)));
    const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
    EXPECT_EQ(report.status, commit_status::unknown);
    EXPECT_EQ(report.cause->code(), errc::unsolicited_data);
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(deleting, is_committed_if_anything_else_follows_the_reply) {
  for (const std::string answers : {"S! +OK|+OK bye", "S! +OK bye|.", "S: +OK\nS: bye"}) {
    client_stage stage;
    stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\n" + answers);
    value_of(stage.run(stage.mail().delete_message(1)));
    EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).status, commit_status::committed);
  }
}

TEST(deleting, that_is_refused_altogether_is_rejected_rfc1939_6) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR [SYS/TEMP] the maildrop is read-only");
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::rejected);
  EXPECT_EQ(report.cause->code(), errc::temporary_failure);
  EXPECT_FALSE(report.cause->session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, in_part_is_an_outcome_of_its_own_rfc1939_6) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR some deleted messages not removed");
  value_of(stage.run(stage.mail().delete_message(1)));
  const failure why = failure_of(stage.run(stage.mail().quit()));
  EXPECT_EQ(why.code(), errc::some_not_removed);
  EXPECT_EQ(why.verb(), "QUIT");
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, reports_ids_of_messages_named_by_number_if_a_listing_gave_them) {
  client_stage stage;
  stage.serve_session(
      "C: LIST\nS! +OK|1 10|3 30|.\nC: UIDL\nS! +OK|1 a|3 c|.\nC: DELE 3\nS: +OK\nC: DELE 1\nS: +OK\nC: QUIT\nS: +OK");
  value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  value_of(stage.run(stage.mail().delete_message(3)));
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  ASSERT_EQ(report.messages.size(), 2U);
  EXPECT_EQ(report.messages[0].unique_id, unique_id("c"));
  EXPECT_EQ(report.messages[0].size, 30U);
  EXPECT_EQ(report.messages[1].unique_id, unique_id("a"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, rollback_is_rset_rfc1939_5) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: RSET\nS: +OK\nC: QUIT\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  value_of(stage.run(stage.mail().rollback()));
  EXPECT_TRUE(value_of(stage.run(stage.mail().commit_deletes())).messages.empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, is_unknown_if_no_answer_comes) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nclose");
  value_of(stage.run(stage.mail().delete_message(1)));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::unknown);
  EXPECT_EQ(report.cause->kind(), fault::transport);
  EXPECT_EQ(report.messages.size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, is_unknown_if_the_answer_takes_too_long) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT");
  value_of(stage.run(stage.mail().delete_message(1)));
  const auto before = stage.time.now();
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::unknown);
  EXPECT_EQ(report.cause->code(), errc::deadline_exceeded);
  EXPECT_EQ(stage.time.now() - before, stage.options.timeout);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, commit_without_a_session_opens_none) {
  client_stage stage;
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::committed);
  EXPECT_TRUE(report.messages.empty());
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(deleting, refused_dele_marks_nothing) {
  client_stage stage;
  stage.serve_session("C: DELE 7\nS: -ERR no such message\nC: QUIT\nS: +OK");
  const failure why = failure_of(stage.run(stage.mail().delete_message(7)));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(value_of(stage.run(stage.mail().commit_deletes())).messages.empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, a_marked_message_cannot_be_named_again) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|.\nC: DELE 1\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(unique_id("a"))));
  const failure why = failure_of(stage.run(stage.mail().fetch_message(unique_id("a"))));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, rset_takes_marks_back_rfc1939_5) {
  client_stage stage;
  stage.serve_session(R"(
    C: UIDL
    S! +OK|1 a|.
    C: DELE 1
    S: +OK
    C: RSET
    S: +OK
    C: UIDL
    S! +OK|1 a|.
    C: RETR 1
    S! +OK|x|.
    C: QUIT
    S: +OK)");
  value_of(stage.run(stage.mail().delete_message(unique_id("a"))));
  value_of(stage.run(stage.mail().undelete_messages()));
  value_of(stage.run(stage.mail().fetch_message(unique_id("a"))));
  EXPECT_TRUE(value_of(stage.run(stage.mail().commit_deletes())).messages.empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, rset_that_answers_twice_is_refused) {
  client_stage stage;
  stage.serve_session("C: RSET\nS! +OK|+OK maildrop has 1 message");
  EXPECT_EQ(failure_of(stage.run(stage.mail().undelete_messages())).code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, all_that_is_listed_pipelined_rfc2449_6_6) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 1|3 3|.|+OK|1 a|3 c|.
    C: DELE 1
    C: DELE 3
    S! +OK|+OK
    C: QUIT
    S: +OK)",
                      {"PIPELINING"});
  value_of(stage.run(stage.mail().delete_messages()));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  ASSERT_EQ(report.messages.size(), 2U);
  EXPECT_EQ(report.messages[1].unique_id, unique_id("c"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, all_does_not_revive_the_numbers_of_a_lost_session) {
  client_stage stage;
  stage.serve_session("C: NOOP\nclose");
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 1|2 2|.
    C: UIDL
    S! +OK|1 a|2 b|.
    C: DELE 1
    S: -ERR no
    C: DELE 2
    S: +OK
  )");
  EXPECT_FALSE(stage.run(stage.mail().noop()));
  EXPECT_FALSE(stage.run(stage.mail().delete_messages()));
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, all_says_how_many_were_refused_and_marks_the_others) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    C: UIDL
    S! +OK|1 1|2 2|3 3|.|+OK|1 a|2 b|3 c|.
    C: DELE 1
    C: DELE 2
    C: DELE 3
    S! +OK|-ERR [SYS/TEMP] busy|+OK
    C: QUIT
    S: +OK)",
                      {"PIPELINING"});
  const failure why = failure_of(stage.run(stage.mail().delete_messages()));
  EXPECT_EQ(why.code(), errc::temporary_failure);
  EXPECT_EQ(why.detail(), "1 of 3 refused, first message 2");
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).messages.size(), 2U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting, lost_marks_are_said_until_connect_is_called) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: NOOP\nclose");
  stage.serve_session("C: NOOP\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).kind(), fault::transport);
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).code(), errc::session_lost);
  EXPECT_EQ(failure_of(stage.run(stage.mail().commit_deletes())).code(), errc::session_lost);
  EXPECT_EQ(stage.connections(), 1U);
  value_of(stage.run(stage.mail().connect()));
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, after_reading_does_not_care_for_the_answer) {
  for (const std::string end : {"S: +OK", "S: -ERR no", "S! +OK|+OK", "S: nonsense", "close", "reset"}) {
    SCOPED_TRACE(end);
    client_stage stage;
    stage.serve_session("C: QUIT\n" + end);
    value_of(stage.run(stage.mail().connect()));
    EXPECT_TRUE(stage.run(stage.mail().quit()));
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(quitting, after_reading_waits_two_seconds_at_most) {
  client_stage stage;
  stage.serve_session("C: QUIT");
  value_of(stage.run(stage.mail().connect()));
  const auto before = stage.time.now();
  EXPECT_TRUE(stage.run(stage.mail().quit()));
  EXPECT_EQ(stage.time.now() - before, std::chrono::seconds(2));
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, with_marks_fails_if_they_were_not_applied) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR no");
  value_of(stage.run(stage.mail().delete_message(1)));
  EXPECT_EQ(failure_of(stage.run(stage.mail().quit())).code(), errc::commit_rejected);
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, with_marks_says_that_their_fate_is_unknown) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nreset");
  value_of(stage.run(stage.mail().delete_message(1)));
  const failure why = failure_of(stage.run(stage.mail().quit()));
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_EQ(why.detail(), "whether the deleted messages were removed is unknown");
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, after_a_refused_commit_says_again_that_nothing_was_removed) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR [SYS/PERM] disk full");
  stage.serve_session("C: QUIT\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).status, commit_status::rejected);
  for (int again = 0; again < 2; ++again) {
    const failure why = failure_of(stage.run(stage.mail().quit()));
    EXPECT_EQ(why.code(), errc::permanent_failure);
    EXPECT_EQ(why.reply()->text, "disk full");
  }
  const commit_report repeated = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(repeated.status, commit_status::rejected);
  EXPECT_EQ(repeated.messages.size(), 1U);
  value_of(stage.run(stage.mail().connect()));
  EXPECT_TRUE(stage.run(stage.mail().quit())) << "a new session has nothing to commit";
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, after_an_unanswered_commit_says_again_that_its_outcome_is_unknown) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK\nC: QUIT\nreset");
  value_of(stage.run(stage.mail().delete_message(1)));
  EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).status, commit_status::unknown);
  EXPECT_EQ(failure_of(stage.run(stage.mail().quit())).kind(), fault::transport);
  EXPECT_EQ(stage.differences(), "");
}

TEST(quitting, lets_the_next_operation_connect_again) {
  client_stage stage;
  stage.serve_session("C: QUIT\nS: +OK");
  stage.serve_session("C: UIDL\nS! +OK|1 a|.\nC: RETR 1\nS! +OK|a|.");
  value_of(stage.run(stage.mail().connect()));
  value_of(stage.run(stage.mail().quit()));
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(unique_id("a")))).octets(), "a\r\n");
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
