#include "client/client_stage.hpp"

namespace pop3kit::testing {
namespace {

TEST(reading, stat_rfc1939_5) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 3 18446744073709551615 whatever");
  const mailbox_info info = value_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(info.message_count, 3U);
  EXPECT_EQ(info.occupied_size, 18446744073709551615U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, stat_gives_size_and_count) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 3 320\nC: STAT\nS: +OK 3 320");
  EXPECT_EQ(value_of(stage.run(stage.mail().get_mailbox_size())), 320U);
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_count())), 3U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, stat_that_is_none_ends_the_session) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK two messages");
  const failure why = failure_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(why.code(), errc::malformed_response);
  EXPECT_EQ(why.verb(), "STAT");
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, stat_beyond_64_bits_is_out_of_range) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: +OK 1 18446744073709551616");
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_mailbox_info())).code(), errc::size_out_of_range);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, refused_stat_leaves_the_session) {
  client_stage stage;
  stage.serve_session("C: STAT\nS: -ERR [SYS/TEMP] later\nC: NOOP\nS: +OK");
  const failure why = failure_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(why.code(), errc::temporary_failure);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(why.retry_advice(), retry::later);
  EXPECT_EQ(why.reply()->text, "later");
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, a_second_status_line_is_refused) {
  client_stage stage;
  stage.serve_session("C: STAT\nS! +OK 1 2|+OK 1 2");
  const failure why = failure_of(stage.run(stage.mail().get_mailbox_info()));
  EXPECT_EQ(why.code(), errc::unsolicited_data);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, list_n_gives_the_size) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: +OK 2 200");
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_size(2))), 200U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, list_n_about_another_message_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: +OK 3 200");
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_message_size(2))).code(), errc::malformed_response);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, top_is_text_without_stuffing_rfc1939_7) {
  client_stage stage;
  stage.serve_session("C: TOP 7 2\nS! +OK|Subject: x||..dot|two|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().top(7, 2))), "Subject: x\r\n\r\n.dot\r\ntwo\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, headers_by_top_0) {
  client_stage stage;
  stage.serve_session("C: TOP 7 0\nS! +OK|Subject: =?utf-8?q?gr=C3=BCn?=|From: a@b||.");
  const header_collection headers = value_of(stage.run(stage.mail().get_message_headers(7)));
  EXPECT_EQ(headers.subject(), "gr\xc3\xbcn");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, refused_top_is_not_replaced_by_retr) {
  client_stage stage;
  stage.serve_session("C: TOP 7 0\nS: -ERR what\nC: NOOP\nS: +OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_message_headers(7))).code(), errc::refused);
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, top_beyond_the_limit_is_too_large) {
  client_stage stage;
  stage.options.limits.header_octets = 8;
  stage.serve_session("C: TOP 7 0\nS! +OK|Subject: long||.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().top(7, 0))).code(), errc::header_too_large);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, retr_gives_the_octets_rfc1939_5) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK 16 octets|Subject: x||..|a|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "Subject: x\r\n\r\n.\r\na\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, message_is_whole_however_it_is_cut) {
  const std::string body = "Subject: x\r\n\r\n..\r\n...a\r\n\r\nb\rc\nd\r\n.\r\n";
  const std::string plain = "Subject: x\r\n\r\n.\r\n..a\r\n\r\nb\rc\nd\r\n";
  for (std::size_t cut = 0; cut <= body.size(); ++cut) {
    SCOPED_TRACE(cut);
    client_stage stage;
    stage.serve(logged_in() + script("C: RETR 1\nS: +OK") +
                std::vector<step>{step::send(body.substr(0, cut)), step::send(body.substr(cut))});
    EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), plain);
    EXPECT_EQ(stage.differences(), "");
  }
}

TEST(reading, message_is_whole_octet_by_octet) {
  client_stage stage;
  stage.slice = 1;
  stage.serve_session("C: RETR 1\nS! +OK|Subject: x||..|...a|b|.");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "Subject: x\r\n\r\n.\r\n..a\r\nb\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, bare_lf_is_no_line_end_if_the_server_speaks_crlf_rfc1939_3) {
  client_stage stage;
  stage.serve(logged_in() + std::vector<step>{step::expect("RETR 1"), step::send("+OK\r\na\n.\nb\r\n.\r\n")});
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(1))).octets(), "a\n.\nb\r\n");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, unknown_message_is_refused_and_the_session_lives) {
  client_stage stage;
  stage.serve_session("C: RETR 9\nS: -ERR no such message\nC: NOOP\nS: +OK");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(9)));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_EQ(why.kind(), fault::refused);
  EXPECT_EQ(why.verb(), "RETR");
  EXPECT_TRUE(why.session_usable());
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, connection_lost_in_a_message) {
  client_stage stage;
  stage.serve_session("C: RETR 1\nS! +OK|half a\nclose");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(1)));
  EXPECT_EQ(why.code(), errc::connection_closed);
  EXPECT_EQ(why.kind(), fault::transport);
  EXPECT_EQ(why.retry_advice(), retry::now);
  EXPECT_FALSE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, message_beyond_the_limit_is_too_large) {
  client_stage stage;
  stage.options.limits.kept_message_octets = 4;
  stage.serve_session("C: RETR 1\nS! +OK|abcdef|.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(1))).code(), errc::message_too_large);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, number_zero_is_misuse_and_nothing_is_sent) {
  client_stage stage;
  for (const int number : {0, -1}) {
    const failure why = failure_of(stage.run(stage.mail().fetch_message(number)));
    EXPECT_EQ(why.code(), errc::invalid_sequence_number);
    EXPECT_EQ(why.kind(), fault::misuse);
  }
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(unique_id("")))).code(), errc::empty_argument);
  EXPECT_EQ(stage.connections(), 0U);
}

TEST(reading, by_unique_id_asks_uidl_once_rfc1939_7) {
  client_stage stage;
  stage.serve_session(R"(
    C: UIDL
    S! +OK|1 aa|3   b b|.
    C: RETR 3
    S! +OK|x|.
    C: LIST 1
    S: +OK 1 10)");
  EXPECT_EQ(value_of(stage.run(stage.mail().fetch_message(unique_id("b b")))).octets(), "x\r\n");
  EXPECT_EQ(value_of(stage.run(stage.mail().get_message_size(unique_id("aa")))), 10U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, unknown_unique_id_sends_nothing_more) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 aa|.");
  const failure why = failure_of(stage.run(stage.mail().fetch_message(unique_id("AA"))));
  EXPECT_EQ(why.code(), errc::no_such_message);
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, ambiguous_unique_id_touches_nothing) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 aa|2 aa|.");
  const failure why = failure_of(stage.run(stage.mail().delete_message(unique_id("aa"))));
  EXPECT_EQ(why.code(), errc::ambiguous_unique_id);
  EXPECT_EQ(why.detail(), "unique-id aa");
  EXPECT_TRUE(why.session_usable());
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, unique_ids_of_a_server_without_uidl_are_refused_after_one_try) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S: -ERR
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: UIDL
    S: -ERR what)"));
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(unique_id("a")))).code(), errc::refused);
  EXPECT_EQ(failure_of(stage.run(stage.mail().fetch_message(unique_id("a")))).code(), errc::refused);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, info_by_number_asks_list_uidl_and_top) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: +OK 2 200\nC: UIDL 2\nS: +OK 2 bb\nC: TOP 2 0\nS! +OK|Subject: s||.");
  const message_info info = value_of(stage.run(stage.mail().get_message_info(2)));
  EXPECT_EQ(info.sequence_number, 2U);
  EXPECT_EQ(info.size, 200U);
  EXPECT_EQ(info.unique_id, unique_id("bb"));
  EXPECT_EQ(info.headers->subject(), "s");
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, info_by_unique_id_knows_it_already) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|2 bb|.\nC: LIST 2\nS: +OK 2 200");
  const message_info info = value_of(stage.run(stage.mail().get_message_info(unique_id("bb"), list_fields::ids_only)));
  EXPECT_EQ(info.unique_id, unique_id("bb"));
  EXPECT_EQ(info.size, 200U);
  EXPECT_FALSE(info.headers);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, info_leaves_out_what_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: +OK 2 200\nC: UIDL 2\nS: -ERR\nC: TOP 2 0\nS: -ERR");
  const message_info info = value_of(stage.run(stage.mail().get_message_info(2)));
  EXPECT_FALSE(info.unique_id);
  EXPECT_FALSE(info.headers);
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, info_of_an_unknown_message_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: -ERR There's no message 2.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_message_info(2))).code(), errc::no_such_message);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, malformed_uidl_reply_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST 2\nS: +OK 2 200\nC: UIDL 2\nS: +OK nothing here");
  EXPECT_EQ(failure_of(stage.run(stage.mail().get_message_info(2, list_fields::ids_only))).code(),
            errc::malformed_response);
  EXPECT_EQ(stage.differences(), "");
}

TEST(reading, noop_and_validate) {
  client_stage stage;
  stage.serve_session("C: NOOP\nS: +OK\nC: NOOP\nS: -ERR no");
  EXPECT_TRUE(stage.run(stage.mail().validate_credentials()));
  EXPECT_TRUE(stage.run(stage.mail().validate_credentials()));
  EXPECT_EQ(failure_of(stage.run(stage.mail().noop())).code(), errc::refused);
  EXPECT_EQ(stage.differences(), "");
}

}  // namespace
}  // namespace pop3kit::testing
