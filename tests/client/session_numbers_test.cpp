#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "client/client_stage.hpp"
#include "client/recording_receiver.hpp"

namespace pop3kit::testing {
namespace {

// A sequence number belongs to one session (RFC 1939 section 5).

struct session_end {
  std::string name;
  std::string transcript;
  std::function<void(client_stage&)> end;
  friend void PrintTo(const session_end& given, std::ostream* out) { *out << given.name; }
};

std::vector<session_end> ends() {
  std::vector<session_end> all;
  all.push_back({"commit", "C: DELE 1\nS: +OK\nC: QUIT\nS: +OK", [](client_stage& on) {
                   value_of(on.run(on.mail().delete_message(1)));
                   value_of(on.run(on.mail().commit_deletes()));
                 }});
  all.push_back({"refused_commit", "C: DELE 1\nS: +OK\nC: QUIT\nS: -ERR no", [](client_stage& on) {
                   value_of(on.run(on.mail().delete_message(1)));
                   value_of(on.run(on.mail().commit_deletes()));
                 }});
  all.push_back({"quit", "C: QUIT\nS: +OK", [](client_stage& on) {
                   value_of(on.run(on.mail().connect()));
                   value_of(on.run(on.mail().quit()));
                 }});
  all.push_back({"close", "", [](client_stage& on) {
                   value_of(on.run(on.mail().connect()));
                   on.mail().close();
                 }});
  all.push_back({"close_with_marks", "C: DELE 1\nS: +OK", [](client_stage& on) {
                   value_of(on.run(on.mail().delete_message(1)));
                   on.mail().close();
                 }});
  all.push_back({"loss", "C: NOOP\nclose", [](client_stage& on) { EXPECT_FALSE(on.run(on.mail().noop())); }});
  return all;
}

class number_of_a_session : public ::testing::TestWithParam<session_end> {
 protected:
  void end_session() {
    stage_.serve_session(GetParam().transcript);
    GetParam().end(stage_);
  }
  template <class T>
  void expect_lost(async_client::awaitable<T> operation) {
    const failure why = failure_of(stage_.run(std::move(operation)));
    EXPECT_EQ(why.code(), errc::session_lost) << why.message();
  }

  client_stage stage_;
};

TEST_P(number_of_a_session, that_has_ended_names_no_message) {
  end_session();
  async_client& mail = stage_.mail();
  recording_receiver receiver;
  std::ostringstream out;
  const auto no_octets = [](std::span<const char>) -> result<> { return {}; };
  const auto no_message = [](const message_info&, const result<mail_message>&) -> result<> { return {}; };
  const auto no_header = [](const message_info&, const result<header_collection>&) -> result<> { return {}; };
  const std::vector<message_reference> mixed{unique_id("a"), 2};
  expect_lost(mail.delete_message(2));
  expect_lost(mail.fetch_message(2));
  expect_lost(mail.save_message(2, octet_sink(no_octets)));
  expect_lost(mail.save_message(2, out));
  expect_lost(mail.save_message(2, std::filesystem::temp_directory_path() / "pop3kit-never-written.eml"));
  expect_lost(mail.top(2, 1));
  expect_lost(mail.get_message_headers(2));
  expect_lost(mail.get_message_headers(mixed, no_header));
  expect_lost(mail.get_message_info(2));
  expect_lost(mail.get_message_size(2));
  expect_lost(mail.list_messages(mixed));
  expect_lost(mail.list_messages(mixed, list_fields::ids_only));
  expect_lost(mail.save_messages(mixed, receiver));
  expect_lost(mail.save_messages(mixed, std::filesystem::temp_directory_path()));
  expect_lost(mail.fetch_messages(mixed, no_message));
  EXPECT_EQ(stage_.connections(), 1U);
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(number_of_a_session, is_not_revived_by_another_operation_that_connects) {
  end_session();
  stage_.serve_session("C: STAT\nS: +OK 1 2");
  value_of(stage_.run(stage_.mail().get_message_count()));
  const failure why = failure_of(stage_.run(stage_.mail().delete_message(2)));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(number_of_a_session, is_not_revived_by_connect_that_fails) {
  end_session();
  EXPECT_FALSE(stage_.run(stage_.mail().connect()));
  expect_lost(stage_.mail().delete_message(2));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(number_of_a_session, is_followed_by_those_of_the_next_after_connect) {
  end_session();
  stage_.serve_session("C: DELE 2\nS: +OK");
  value_of(stage_.run(stage_.mail().connect()));
  EXPECT_TRUE(stage_.run(stage_.mail().delete_message(2)));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(number_of_a_session, is_followed_by_those_of_the_next_after_a_listing) {
  end_session();
  stage_.serve_session("C: UIDL\nS! +OK|1 b|.\nC: DELE 1\nS: +OK");
  value_of(stage_.run(stage_.mail().list_unique_ids()));
  EXPECT_TRUE(stage_.run(stage_.mail().delete_message(1)));
  EXPECT_EQ(stage_.differences(), "");
}

TEST_P(number_of_a_session, does_not_concern_unique_ids) {
  end_session();
  stage_.serve_session("C: UIDL\nS! +OK|1 b|.\nC: DELE 1\nS: +OK");
  EXPECT_TRUE(stage_.run(stage_.mail().delete_message(unique_id("b"))));
  EXPECT_EQ(stage_.differences(), "");
}

INSTANTIATE_TEST_SUITE_P(every_end, number_of_a_session, ::testing::ValuesIn(ends()),
                         [](const auto& given) { return given.param.name; });

TEST(number_of_no_session, connects_with_a_new_client) {
  client_stage stage;
  stage.serve_session("C: DELE 2\nS: +OK");
  EXPECT_TRUE(stage.run(stage.mail().delete_message(2)));
  EXPECT_EQ(stage.differences(), "");
}

TEST(marks_that_close_has_ended, are_said_to_be_lost_by_the_next_commit_alone) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK");
  stage.serve_session("C: STAT\nS: +OK 2 9\nC: QUIT\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  stage.mail().close();
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 2U);
  const failure why = failure_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(why.code(), errc::session_lost);
  EXPECT_EQ(why.detail(), "with messages marked as deleted: none was removed");
  EXPECT_EQ(value_of(stage.run(stage.mail().commit_deletes())).status, commit_status::committed);
  EXPECT_EQ(stage.differences(), "");
}

TEST(marks_that_close_has_ended, do_not_keep_new_ones_from_being_committed) {
  client_stage stage;
  stage.serve_session("C: DELE 1\nS: +OK");
  stage.serve_session("C: UIDL\nS! +OK|1 a|2 b|.\nC: DELE 2\nS: +OK\nC: QUIT\nS: +OK");
  value_of(stage.run(stage.mail().delete_message(1)));
  stage.mail().close();
  value_of(stage.run(stage.mail().delete_message(unique_id("b"))));
  const commit_report report = value_of(stage.run(stage.mail().commit_deletes()));
  EXPECT_EQ(report.status, commit_status::committed);
  ASSERT_EQ(report.messages.size(), 1U);
  EXPECT_EQ(report.messages[0].unique_id, unique_id("b"));
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
