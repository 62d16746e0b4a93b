#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

// A body that ends short of its announced and its listed size is believed only with a status line behind it.

TEST(truncation, shows_by_what_stands_behind_the_end) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.|rest of the message|.");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::message_truncated);
  EXPECT_EQ(why.kind(), fault::protocol);
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, shows_where_the_rest_comes_late) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.\nC: NOOP\nS! rest of the message|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, shows_where_the_rest_trickles_in) {
  client_stage stage;
  stage.slice = 1;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|.\nC: NOOP\nS! rest of the message|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_truncated);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_not_assumed_where_the_server_counts_otherwise) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 999 octets|a|.\nC: NOOP\nS: +OK\nC: NOOP\nS: +OK");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\r\n");
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, is_not_looked_for_where_the_size_is_reached) {
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

TEST(truncation, a_status_line_behind_it_that_nobody_asked_for_is_refused_as_such) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|a|.|+OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::unsolicited_data);
  EXPECT_EQ(stage.differences(), "");
}

TEST(truncation, a_connection_lost_behind_a_short_message_is_a_lost_connection) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 20 octets|a|.\nclose");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).kind(), fault::transport);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
