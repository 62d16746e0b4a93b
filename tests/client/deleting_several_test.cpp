#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

constexpr const char* lists_three = R"(
    C: LIST
    C: UIDL
    S! +OK|1 1|2 2|3 3|.|+OK|1 a|2 b|3 c|.)";

std::string after_listing(const std::string& rest) {
  return std::string(lists_three) + "\n" + rest;
}

TEST(deleting_several, marks_them_pipelined_in_the_order_asked_for_rfc2449_6_6) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 3\nC: DELE 1\nS! +OK|+OK\nC: QUIT\nS: +OK"), {"PIPELINING"});
  value_of(stage.run(stage.mail().delete_messages({unique_id("c"), 1})));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  ASSERT_EQ(report.messages.size(), 2U);
  EXPECT_EQ(report.messages[0].unique_id, unique_id("c"));
  EXPECT_EQ(report.messages[1].unique_id, unique_id("a"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, takes_the_entries_of_a_listing_without_asking_again) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 1\nC: DELE 2\nC: DELE 3\nS! +OK|+OK|+OK"), {"PIPELINING"});
  const message_listing listed = value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  std::vector<message_reference> all(listed.begin(), listed.end());
  EXPECT_TRUE(stage.run(stage.mail().delete_messages(std::move(all))));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, marks_a_message_once_that_is_named_twice) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 2\nS: +OK"), {"PIPELINING"});
  EXPECT_TRUE(stage.run(stage.mail().delete_messages({2, unique_id("b"), 2})));
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, names_the_first_that_could_not_be_marked_and_marks_the_others) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 1\nC: DELE 2\nS! -ERR [SYS/TEMP] busy|+OK\nC: QUIT\nS: +OK"),
                      {"PIPELINING"});
  const failure why = failure_of(stage.run(stage.mail().delete_messages({1, unique_id("x"), 2})));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_EQ(why.detail(), "2 of 3 refused, first unique-id x");
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).messages.size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, has_the_words_of_the_server_that_refuses) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 1\nC: DELE 2\nS! +OK|-ERR [SYS/TEMP] busy"), {"PIPELINING"});
  const failure why = failure_of(stage.run(stage.mail().delete_messages({1, 2})));
  EXPECT_EQ(why.code(), errc::temporary_failure);
  EXPECT_EQ(why.detail(), "1 of 2 refused, first message 2");
  ASSERT_TRUE(why.reply());
  EXPECT_EQ(why.reply()->text, "busy");
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, does_not_mark_again_what_is_marked_already) {
  client_stage stage;
  stage.serve_session(after_listing("C: DELE 2\nS: +OK\nC: DELE 3\nS: +OK"), {"PIPELINING"});
  EXPECT_TRUE(stage.run(stage.mail().delete_messages({unique_id("b")})));
  const failure why = failure_of(stage.run(stage.mail().delete_messages({unique_id("b"), unique_id("c")})));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_EQ(why.detail(), "1 of 2 refused, first unique-id b");
  EXPECT_EQ(stage.differences(), "");
}

TEST(deleting_several, with_a_reference_that_means_no_message_sends_nothing) {
  client_stage stage;
  for (const std::vector<message_reference>& which : {std::vector<message_reference>{1, 0}, {1, -1}}) {
    const failure why = failure_of(stage.run(stage.mail().delete_messages(which)));
    EXPECT_EQ(why.code(), errc::invalid_sequence_number);
    EXPECT_EQ(why.detail(), "reference 2 of 2");
  }
  const failure why = failure_of(stage.run(stage.mail().delete_messages({std::optional<unique_id>(), 1})));
  EXPECT_EQ(why.code(), errc::empty_argument);
  EXPECT_EQ(why.detail(), "reference 1 of 2");
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(deleting_several, of_none_sends_nothing) {
  client_stage stage;
  EXPECT_TRUE(stage.run(stage.mail().delete_messages({})));
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(deleting_several, by_numbers_of_a_lost_session_marks_nothing) {
  client_stage stage;
  stage.serve_session("C: NOOP\nclose");
  EXPECT_FALSE(stage.run(stage.mail().noop()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().delete_messages({1, 2}))).code(), errc::session_lost);
  EXPECT_EQ(stage.connections(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
