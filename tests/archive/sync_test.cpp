// What is downloaded, known and deleted in runs that nothing interrupts, on servers that behave and that do not.
#include "archive/archive_fixture.hpp"

namespace pop3kit::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string one = "Subject: one\n\nThe first.\n";
const std::string two = "Subject: two\n\nFrom the second.\n";
const std::string three = "Subject: three\n\n" + std::string(70'000, 'x') + "\n";
const std::vector<std::string> three_messages{one, two, three};

using sync_test = archive_test;

class every_store_sync_test : public archive_test, public ::testing::WithParamInterface<store_kind> {
 protected:
  every_store_sync_test() { kind_ = GetParam(); }
};
INSTANTIATE_TEST_SUITE_P(kinds, every_store_sync_test,
                         ::testing::Values(store_kind::maildir, store_kind::eml, store_kind::mbox));

TEST_P(every_store_sync_test, each_message_is_stored_once_and_unchanged) {
  serve(mailbox_of(three_messages));
  EXPECT_EQ(run().stored, 3U);
  EXPECT_THAT(stored(), ElementsAre(one, three, two));
  const sync_report again = run();
  EXPECT_EQ(again.stored + again.recognized, 0U);
  EXPECT_EQ(again.listed, 3U);
  EXPECT_THAT(stored(), SizeIs(3));
  EXPECT_EQ(left_on_server(), 3U);
}

TEST_P(every_store_sync_test, new_mail_is_added_to_what_is_there) {
  serve(mailbox_of(three_messages));
  run();
  server_->deliver("alice", "Subject: four\n\nNews.\n").value();
  EXPECT_EQ(run().stored, 1U);
  EXPECT_THAT(subjects(), ElementsAre("four", "one", "three", "two"));
}

TEST_P(every_store_sync_test, a_store_is_recognized_if_the_state_is_lost) {
  serve(mailbox_of(three_messages));
  run();
  for (const std::string name : {"state.sqlite3", "state.sqlite3-wal", "state.sqlite3-shm"}) {
    std::filesystem::remove(path(name));
  }
  const sync_report again = run(deleting());
  EXPECT_EQ(again.recognized, 3U);
  EXPECT_EQ(again.stored, 0U);
  EXPECT_EQ(again.deleted, 3U);
  EXPECT_THAT(stored(), SizeIs(3));
}

TEST_F(sync_test, stored_messages_are_deleted_also_those_of_earlier_runs) {
  serve(mailbox_of(three_messages));
  run();
  server_->deliver("alice", "Subject: four\n\nNews.\n").value();
  std::vector<std::string> told;
  sync_options how = deleting();
  how.on_event = [&](const archive_event& event) {
    told.push_back((event.kind == archive_event_kind::stored    ? "stored "
                    : event.kind == archive_event_kind::deleted ? "deleted "
                                                                : "? ") +
                   std::to_string(event.message.sequence_number));
  };
  EXPECT_EQ(run(std::move(how)).deleted, 4U);
  EXPECT_THAT(told, ElementsAre("stored 4", "deleted 1", "deleted 2", "deleted 3", "deleted 4"));
  EXPECT_EQ(left_on_server(), 0U);
  EXPECT_EQ(run().stored, 0U);
}

TEST_F(sync_test, messages_are_deleted_when_they_were_stored_the_given_days_ago) {
  serve(mailbox_of(three_messages));
  sync_options how = deleting(deletion_policy::delete_after);
  how.days = std::chrono::days(2);
  EXPECT_EQ(run(how).deleted, 0U);
  now_ += std::chrono::days(2) - std::chrono::seconds(1);
  EXPECT_EQ(run(how).deleted, 0U);
  now_ -= std::chrono::days(30);
  EXPECT_EQ(run(how).deleted, 0U);
  now_ += std::chrono::days(30) + std::chrono::seconds(1);
  EXPECT_EQ(run(how).deleted, 3U);
}

TEST_F(sync_test, the_newest_messages_are_kept) {
  serve(mailbox_of(three_messages));
  sync_options how = deleting(deletion_policy::keep_newest);
  how.newest = 3;
  EXPECT_EQ(run(how).deleted, 0U);
  how.newest = 2;
  EXPECT_EQ(run(how).deleted, 1U);
  how.newest = 0;
  EXPECT_EQ(run(how).deleted, 2U);
  EXPECT_THAT(stored(), SizeIs(3));
}

TEST_F(sync_test, large_messages_are_skipped_and_never_deleted) {
  serve(mailbox_of(three_messages));
  sync_options how = deleting();
  how.largest_message = 1000;
  const sync_report report = run(how);
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_EQ(report.deleted, 2U);
  EXPECT_THAT(subjects(), ElementsAre("one", "two"));
  how.largest_message.reset();
  EXPECT_EQ(run(how).stored, 1U);
}

TEST_F(sync_test, an_unknown_commit_is_resolved_by_the_next_run) {
  serve(mailbox_of(three_messages, "rules = { { on = 'QUIT', connection = 1, close = 'reset' } }"));
  const sync_report unknown = run(deleting());
  EXPECT_EQ(unknown.deletion, commit_status::unknown);
  EXPECT_EQ(unknown.deleted, 0U);
  run(deleting());
  EXPECT_EQ(left_on_server(), 0U);
  EXPECT_THAT(stored(), SizeIs(3));
}

TEST_F(sync_test, a_unique_id_that_is_reused_after_a_deletion_names_new_mail) {
  serve(mailbox_of({one}, "rules = { { on = 'UIDL', argument = '', raw = '+OK\\r\\n1 id\\r\\n.\\r\\n' } }"));
  EXPECT_EQ(run(deleting()).deleted, 1U);
  const std::string as_long = "Subject: new\n\nThe other.\n";
  ASSERT_EQ(as_long.size(), one.size());
  server_->deliver("alice", as_long).value();
  const sync_report report = run(deleting());
  EXPECT_EQ(report.stored, 1U);
  EXPECT_EQ(report.deleted, 1U);
  EXPECT_THAT(subjects(), ElementsAre("new", "one"));
}

TEST_F(sync_test, a_message_that_appears_again_after_its_deletion_is_the_same_if_its_header_is) {
  const std::string id = "rules = { { on = 'UIDL', argument = '', raw = '+OK\\r\\n1 id\\r\\n.\\r\\n' } }";
  serve(mailbox_of({one}, id));
  EXPECT_EQ(run(deleting()).deleted, 1U);
  play(mailbox_of({one}, id));
  const sync_report report = run(deleting());
  EXPECT_EQ(report.stored, 0U);
  EXPECT_EQ(report.deleted, 1U);
  EXPECT_THAT(subjects(), ElementsAre("one"));
}

TEST_F(sync_test, a_known_unique_id_with_another_size_and_header_is_new_mail) {
  const std::string id = "rules = { { on = 'UIDL', argument = '', raw = '+OK\\r\\n1 id\\r\\n.\\r\\n' } }";
  serve(mailbox_of({one}, id));
  run();
  play(mailbox_of({two}, id));
  EXPECT_EQ(run().stored, 1U);
  EXPECT_EQ(run().stored, 0U);
  EXPECT_THAT(subjects(), ElementsAre("one", "two"));
}

TEST_F(sync_test, messages_without_unique_ids_are_known_by_header_and_size) {
  const std::string no_ids = "rules = { { on = 'UIDL', reply = '-ERR unknown command' } }";
  serve(mailbox_of({one, two, one}, no_ids));
  EXPECT_EQ(run().stored, 3U);
  EXPECT_EQ(run().stored, 0U);
  play(mailbox_of({two, one, one, one}, no_ids));
  EXPECT_EQ(run(deleting()).stored, 1U);
  EXPECT_THAT(subjects(), ElementsAre("one", "one", "one", "two"));
  EXPECT_EQ(left_on_server(), 0U);
}

TEST_F(sync_test, messages_with_the_same_unique_id_are_all_stored) {
  const std::string same = "rules = { { on = 'UIDL', fault = 'duplicate_unique_ids' } }";
  serve(mailbox_of({one}, same));
  EXPECT_EQ(run().stored, 1U);
  play(mailbox_of({two, one, three}, same));
  EXPECT_EQ(run(deleting()).stored, 2U);
  EXPECT_THAT(subjects(), ElementsAre("one", "three", "two"));
  EXPECT_EQ(left_on_server(), 0U);
}

TEST_F(sync_test, a_server_without_top_and_unique_ids_is_read_as_a_whole) {
  serve(mailbox_of({one, two}, "rules = { { on = 'UIDL', reply = '-ERR' }, { on = 'TOP', reply = '-ERR' } }"));
  EXPECT_EQ(run().stored, 2U);
  EXPECT_EQ(run().stored, 0U);
}

TEST_F(sync_test, changed_unique_ids_stop_the_run_until_they_are_adopted) {
  serve(mailbox_of(three_messages));
  run();
  // Unique-ids follow from content and position.
  const std::vector<std::string> moved{"Subject: new\n\nNew.\n", one, two, three};
  play(mailbox_of(moved));
  for (int time = 0; time < 2; ++time) {
    const result<sync_report> stopped = try_run(deleting());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code(), errc::unique_ids_changed);
  }
  EXPECT_EQ(left_on_server(), 4U);
  sync_options how;
  how.adopt = true;
  const sync_report adopted = run(how);
  EXPECT_EQ(adopted.recognized, 3U);
  EXPECT_EQ(adopted.stored, 1U);
  EXPECT_EQ(run().stored, 0U);
  EXPECT_THAT(subjects(), ElementsAre("new", "one", "three", "two"));
}

TEST_F(sync_test, a_maildrop_with_only_new_mail_does_not_stop_the_run) {
  serve(mailbox_of({one}));
  run();
  play(mailbox_of({"Subject: new\n\nThe other.\n"}));
  EXPECT_EQ(run().stored, 1U);
}

TEST_F(sync_test, a_maildrop_that_shows_only_some_messages_forgets_none) {
  serve(mailbox_of({one, two, three}));
  run();
  play(mailbox_of({one}));
  EXPECT_EQ(run().stored, 0U);
  play(mailbox_of({one, two, three}));
  EXPECT_EQ(run().stored, 0U);
  EXPECT_THAT(stored(), SizeIs(3));
}

TEST_F(sync_test, one_message_that_is_refused_does_not_stop_the_others) {
  serve(mailbox_of(three_messages, "rules = { { on = 'RETR', message = 2, connection = 1, reply = '-ERR no' } }"));
  const result<sync_report> report = try_run(deleting());
  ASSERT_TRUE(report);
  EXPECT_EQ(report->failed, 1U);
  EXPECT_EQ(report->stored, 2U);
  EXPECT_EQ(report->deleted, 2U);
  EXPECT_EQ(report->first_failure->kind(), fault::refused);
  EXPECT_EQ(run().stored, 1U);
}

TEST_F(sync_test, a_lost_connection_keeps_what_was_complete) {
  serve(mailbox_of(three_messages, "rules = { { on = 'RETR', message = 3, connection = 1, close = 'reset' } }"));
  const result<sync_report> lost = try_run(deleting());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().kind(), fault::transport);
  // Commands were pipelined, so only a later reply shows that the second message is complete.
  EXPECT_THAT(subjects(), ElementsAre("one"));
  EXPECT_EQ(left_on_server(), 3U);
  EXPECT_EQ(run().stored, 2U);
  EXPECT_THAT(stored(), SizeIs(3));
}

TEST_F(sync_test, invalid_options_are_refused_before_anything_is_sent) {
  serve(mailbox_of({}));
  sync_options how;
  how.days = std::chrono::days(-1);
  const result<sync_report> refused = try_run(how);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), errc::invalid_option);
  EXPECT_THAT(refused.error().detail(), HasSubstr("days"));
}

TEST_F(sync_test, accounts_are_named_after_user_host_and_unusual_port) {
  EXPECT_EQ(archive::account_name({"Mail.Test", 995, {"Alice", ""}}), "Alice@mail.test");
  EXPECT_EQ(archive::account_name({"mail.test", 0, {"alice", ""}}), "alice@mail.test");
  EXPECT_EQ(archive::account_name({"mail.test", 1110, {"alice", ""}}), "alice@mail.test:1110");
}

}  // namespace
}  // namespace pop3kit::test
