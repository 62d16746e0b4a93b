#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

// An operation on many messages reports what a single one would: a message that cannot be looked for is not a message
// that is gone.

struct told_message {
  told_message(std::string named, failure cause) : id(std::move(named)), why(std::move(cause)) {}
  std::string id;
  failure why;
};

/// fetch_messages() of "a" and "b", none of which may arrive.
std::vector<told_message> failures_by_id(client_stage& stage) {
  std::vector<told_message> told;
  const message_handler keep = [&told](const message_info& which, const result<mail_message>& message) -> result<> {
    told.emplace_back(std::string(which.unique_id->str()), failure_of(message));
    return {};
  };
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_messages({unique_id("a"), unique_id("b")}, keep))).refused, 2U);
  EXPECT_EQ(told.size(), 2U);
  return told;
}

TEST(bulk_call, with_uidl_switched_off_says_so_for_each_unique_id) {
  client_stage stage;
  stage.options.switched_off = {"UIDL"};
  stage.serve_session("C: LIST\nS! +OK|1 10|.");
  for (int again = 0; again < 2; ++again) {
    for (const told_message& each : failures_by_id(stage)) {
      EXPECT_EQ(each.why.code(), errc::capability_missing) << each.id;
      EXPECT_EQ(each.why.detail(), "UIDL");
      EXPECT_TRUE(each.why.session_usable());
    }
  }
  EXPECT_EQ(stage.differences(), "");
}

TEST(bulk_call, with_uidl_refused_keeps_the_servers_words_for_each_unique_id) {
  client_stage stage;
  stage.serve(
      script("S: +OK\nC: CAPA\nS! +OK|USER|.\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\n"
             "C: CAPA\nS! +OK|USER|.\nC: LIST\nS! +OK|1 10|.\nC: UIDL\nS: -ERR [SYS/TEMP] index is locked"));
  for (const told_message& each : failures_by_id(stage)) {
    EXPECT_EQ(each.why.code(), errc::temporary_failure) << each.id;
    EXPECT_EQ(each.why.verb(), "UIDL");
    EXPECT_EQ(each.why.reply()->text, "index is locked");
  }
  EXPECT_EQ(stage.differences(), "");
}

TEST(bulk_call, with_uidl_refused_lists_nothing_as_missing) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 10|.\nC: UIDL\nS: -ERR [SYS/TEMP] index is locked");
  const std::vector<message_reference> wanted{1, unique_id("a")};
  const auto listed = value_of(stage.run(stage.mail().list_messages(wanted, list_fields::ids_only)));
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(value_of(listed[0]).size, 10U);
  EXPECT_EQ(failure_of(listed[1]).code(), errc::temporary_failure);
  EXPECT_EQ(failure_of(listed[1]).reply()->text, "index is locked");
  EXPECT_EQ(stage.differences(), "");
}

TEST(bulk_call, asks_again_for_unique_ids_that_were_announced_and_refused) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 3|.
    C: UIDL
    S: -ERR busy
    C: LIST
    S! +OK|1 3|.
    C: UIDL
    S! +OK|1 a|.
    C: RETR 1
    S! +OK|x|.)");
  for (const told_message& each : failures_by_id(stage)) EXPECT_EQ(each.why.code(), errc::refused);
  recording_receiver receiver;
  const std::vector<message_reference> wanted{unique_id("a"), unique_id("b")};
  EXPECT_EQ(value_of(stage.run(stage.mail().save_messages(wanted, receiver))).messages, 1U);
  EXPECT_THAT(receiver.failed, ElementsAre(boost::system::error_code(errc::no_such_message)));
  EXPECT_EQ(stage.differences(), "");
}

TEST(bulk_call, lists_by_number_and_says_of_each_unique_id_that_there_are_none) {
  client_stage stage;
  stage.options.switched_off = {"UIDL"};
  stage.serve_session("C: LIST\nS! +OK|1 10|.");
  const std::vector<message_reference> wanted{1, unique_id("a"), 2};
  const auto listed = value_of(stage.run(stage.mail().list_messages(wanted, list_fields::ids_only)));
  ASSERT_EQ(listed.size(), 3U);
  EXPECT_EQ(value_of(listed[0]).size, 10U);
  EXPECT_EQ(failure_of(listed[1]).code(), errc::capability_missing);
  EXPECT_EQ(failure_of(listed[2]).code(), errc::no_such_message) << "LIST tells of numbers";
  EXPECT_EQ(stage.differences(), "");
}

TEST(bulk_call, with_top_switched_off_sends_nothing) {
  client_stage stage;
  stage.options.switched_off = {"TOP"};
  const header_handler fail = [](const message_info&, const result<header_collection>&) -> result<> {
    ADD_FAILURE() << "told of a header";
    return {};
  };
  const failure why = failure_of(stage.run(stage.mail().get_message_headers({1, 2}, fail)));
  EXPECT_EQ(why.code(), errc::capability_missing);
  EXPECT_EQ(why.detail(), "TOP");
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(switched_off, uidl_is_not_sent_in_a_session_that_replaces_a_lost_one) {
  client_stage stage;
  stage.options.switched_off = {"UIDL"};
  stage.options.reconnect.attempts = 1;
  stage.serve_session("C: LIST\nS: +OK\nclose");
  stage.serve(script("S: +OK\nC: USER alice\nS: +OK\nC: PASS s3cret\nS: +OK\nC: LIST\nS! +OK|1 10|."));
  EXPECT_EQ(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).size(), 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(switched_off, user_is_not_sent_to_a_server_without_capa) {
  client_stage stage;
  stage.options.switched_off = {"USER"};
  stage.serve(script("S: +OK\nC: CAPA\nS: -ERR"));
  EXPECT_EQ(failure_of(stage.run(stage.mail().connect())).code(), errc::mechanism_unavailable);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
