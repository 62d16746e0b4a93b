#include <gmock/gmock.h>

#include "client/client_stage.hpp"
#include "maildrop/id_index.hpp"

namespace pop3kit::testing {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> shown(const message_listing& messages) {
  std::vector<std::string> lines;
  for (const message_info& message : messages) {
    std::string line = std::to_string(message.sequence_number);
    line += ' ';
    line += message.unique_id ? message.unique_id->str() : "-";
    line += message.size ? ' ' + std::to_string(*message.size) : " -";
    if (message.headers) line += ' ' + message.headers->subject().value_or("?");
    lines.push_back(line);
  }
  return lines;
}

TEST(listing, merges_list_and_uidl_by_number) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK 2|1 10|5 18446744073709551615|.\nC: UIDL\nS! +OK|1   a  b |5 x/y|.");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)))),
              ElementsAre("1 a  b 10", "5 x/y 18446744073709551615"));
  EXPECT_EQ(stage.mail().last_report().opened, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, of_an_empty_maildrop) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|.\nC: UIDL\nS! +OK|.");
  EXPECT_TRUE(value_of(stage.run(stage.mail().list_messages())).empty());
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, leaves_out_missing_and_blank_unique_ids) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 10|2 20|3 30|.\nC: UIDL\nS! +OK|2|3 c|4 d|.");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)))),
              ElementsAre("1 - 10", "2 - 20", "3 c 30", "4 d -"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, with_a_size_below_0_leaves_that_size_unknown) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|7 10|8 -1|9 30|.\nC: UIDL\nS! +OK|7 a|8 b|9 c|.");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)))),
              ElementsAre("7 a 10", "8 b -", "9 c 30"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, with_a_size_beyond_64_bits_is_refused) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|7 10|8 18446744073709551616|.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only))).code(), errc::size_out_of_range);
}

TEST(listing, without_uidl_has_no_unique_ids_and_asks_once) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S: -ERR
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: LIST
    S! +OK|1 10|.
    C: UIDL
    S: -ERR
    C: LIST
    S! +OK|1 10|.)"));
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)))), ElementsAre("1 - 10"));
  }
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, asks_again_for_unique_ids_that_are_announced_and_were_refused) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 10|.\nC: UIDL\nS: -ERR\nC: LIST\nS! +OK|1 10|.\nC: UIDL\nS! +OK|1 a|.");
  value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages(list_fields::ids_only)))), ElementsAre("1 a 10"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, refused_list_leaves_the_session) {
  client_stage stage;
  stage.serve_session("C: LIST\nS: -ERR [SYS/PERM] no\nC: UIDL\nS: -ERR\nC: NOOP\nS: +OK");
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_messages())).code(), errc::permanent_failure);
  EXPECT_TRUE(stage.run(stage.mail().noop()));
  EXPECT_EQ(stage.differences(), "");
}

class bad_line : public ::testing::TestWithParam<std::pair<const char*, errc>> {};

TEST_P(bad_line, in_list_ends_the_session) {
  client_stage stage;
  stage.serve_session(std::string("C: LIST\nS! +OK|2 10|") + GetParam().first + "|.");
  const failure why = failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(why.code(), GetParam().second);
  EXPECT_EQ(why.kind(), fault::protocol);
  EXPECT_EQ(why.verb(), "LIST");
  EXPECT_FALSE(why.session_usable());
}

INSTANTIATE_TEST_SUITE_P(
    rfc1939_5, bad_line,
    ::testing::Values(std::pair("2 11", errc::malformed_response), std::pair("1 11", errc::malformed_response),
                      std::pair("0 11", errc::malformed_response), std::pair("3", errc::malformed_response),
                      std::pair("three 11", errc::malformed_response), std::pair("", errc::malformed_response),
                      std::pair("-ERR no", errc::malformed_response),
                      std::pair("3 18446744073709551616", errc::size_out_of_range)));

TEST(listing, of_unique_ids_that_goes_back_is_malformed) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|2 a|1 b|.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_unique_ids())).code(), errc::malformed_response);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, beyond_the_limit_has_too_many_entries) {
  client_stage stage;
  stage.options.limits.listing_entries = 1;
  stage.serve_session("C: LIST\nS! +OK|1 1|2 2|.");
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_messages())).code(), errc::too_many_entries);
}

TEST(listing, line_beyond_the_limit_is_too_long) {
  client_stage stage;
  stage.options.limits.line_octets = 64;
  stage.serve(logged_in() + std::vector<step>{step::expect("UIDL"), step::send("+OK\r\n1 " + std::string(80, 'x'))});
  EXPECT_EQ(failure_of(stage.run(stage.mail().list_unique_ids())).code(), errc::line_too_long);
}

TEST(listing, lost_in_the_middle_gives_no_part_of_it) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 1|2 2\nclose");
  const failure why = failure_of(stage.run(stage.mail().list_messages(list_fields::ids_only)));
  EXPECT_EQ(why.code(), errc::connection_closed);
}

TEST(listing, unique_ids_alone) {
  client_stage stage;
  stage.serve_session("C: UIDL\nS! +OK|1 a|2|.");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_unique_ids()))), ElementsAre("1 a -", "2 - -"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, with_headers_asks_top_of_each) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 10|3 30|.
    C: UIDL
    S! +OK|1 a|3 c|.
    C: TOP 1 0
    S! +OK|Subject: one||.
    C: TOP 3 0
    S! +OK|Subject: three||.)");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages()))), ElementsAre("1 a 10 one", "3 c 30 three"));
  const connection_report& report = stage.mail().last_report();
  EXPECT_EQ(report.opened, 1U);
  ASSERT_EQ(report.connections.size(), 1U);
  EXPECT_EQ(report.connections[0].messages, 2U);
  EXPECT_EQ(report.connections[0].ordinal, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, one_refused_top_costs_one_message_its_headers) {
  client_stage stage;
  stage.serve_session(R"(
    C: LIST
    S! +OK|1 10|2 20|.
    C: UIDL
    S! +OK|1 a|2 b|.
    C: TOP 1 0
    S: -ERR gone
    C: TOP 2 0
    S! +OK|Subject: two||.)");
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages()))), ElementsAre("1 a 10", "2 b 20 two"));
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, top_that_is_not_announced_and_refused_for_one_message_is_asked_for_the_others) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S: -ERR
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: LIST
    S! +OK|1 10|2 20|3 30|.
    C: UIDL
    S! +OK|1 a|2 b|3 c|.
    C: TOP 1 0
    S: -ERR the disk says no
    C: TOP 2 0
    S! +OK|Subject: two||.
    C: TOP 3 0
    S! +OK|Subject: three||.)"));
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages()))),
              ElementsAre("1 a 10", "2 b 20 two", "3 c 30 three"));
  EXPECT_EQ(stage.mail().last_report().headers_refused, 1U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, top_that_is_not_announced_is_tried_twice) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S! +OK|USER|PIPELINING|UIDL|.
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: CAPA
    S! +OK|USER|PIPELINING|UIDL|.
    C: LIST
    C: UIDL
    S! +OK|1 10|2 20|3 30|.|+OK|1 a|2 b|3 c|.
    C: TOP 1 0
    S: -ERR unknown command
    C: TOP 2 0
    S: -ERR unknown command)"));
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages()))), ElementsAre("1 a 10", "2 b 20", "3 c 30"));
  EXPECT_EQ(stage.mail().last_report().headers_refused, 3U);
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, top_that_is_not_announced_and_works_is_used) {
  client_stage stage;
  stage.serve(script(R"(
    S: +OK
    C: CAPA
    S: -ERR
    C: USER alice
    S: +OK
    C: PASS s3cret
    S: +OK
    C: LIST
    S! +OK|1 10|2 20|.
    C: UIDL
    S! +OK|1 a|2 b|.
    C: TOP 1 0
    S! +OK|Subject: one||.
    C: TOP 2 0
    S! +OK|Subject: two||.)"));
  EXPECT_THAT(shown(value_of(stage.run(stage.mail().list_messages()))), ElementsAre("1 a 10 one", "2 b 20 two"));
  EXPECT_EQ(stage.differences(), "");
}

TEST(listing, of_chosen_messages_reports_why_there_is_none_and_names_the_unique_id) {
  client_stage stage;
  stage.serve_session("C: LIST\nS! +OK|1 5|2 5|3 5|.\nC: UIDL\nS! +OK|1 a|2 b|3 b|.");
  const std::vector<message_reference> wanted{7, unique_id("a"), unique_id("zz"), unique_id("b")};
  const auto found = value_of(stage.run(stage.mail().list_messages(wanted, list_fields::ids_only)));
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(failure_of(found[0]).code(), errc::no_such_message);
  EXPECT_EQ(value_of(found[1]).sequence_number, 1U);
  EXPECT_EQ(failure_of(found[2]).code(), errc::no_such_message);
  EXPECT_EQ(failure_of(found[2]).detail(), "unique-id zz");
  EXPECT_EQ(failure_of(found[3]).code(), errc::ambiguous_unique_id);
  EXPECT_EQ(failure_of(found[3]).detail(), "unique-id b");
  EXPECT_EQ(stage.differences(), "");
}

TEST(id_index, finds_and_distinguishes_messages) {
  engine::id_list ids;
  ids.append(2, "b");
  ids.append(5, "e");
  const engine::id_index index(std::move(ids));
  EXPECT_EQ(index.number_of("e").value(), 5U);
  EXPECT_EQ(index.number_of("x").error(), errc::no_such_message);
  EXPECT_EQ(index.id_of(2), "b");
  EXPECT_EQ(index.id_of(3), "");
  EXPECT_TRUE(index.tells_all_apart());
}

TEST(id_index, survives_being_moved) {
  engine::id_list ids;
  for (std::uint64_t i = 1; i < 50; ++i) ids.append(i, "id" + std::to_string(i));
  engine::id_index first(std::move(ids));
  const engine::id_index second = std::move(first);
  for (std::uint64_t i = 1; i < 50; ++i) EXPECT_EQ(second.number_of("id" + std::to_string(i)).value(), i);
}

TEST(id_index, survives_being_moved_with_a_single_short_id) {
  engine::id_list ids;
  ids.append(1, "a");
  engine::id_index first(std::move(ids));
  const engine::id_index second = std::move(first);
  EXPECT_EQ(second.number_of("a").value(), 1U);
  EXPECT_EQ(second.id_of(1), "a");
}

TEST(id_index, knows_blanks_and_duplicates) {
  engine::id_list blank;
  blank.append(1, "");
  EXPECT_FALSE(engine::id_index(std::move(blank)).tells_all_apart());
  engine::id_list twice;
  for (std::uint64_t i = 1; i < 4; ++i) twice.append(i, "same");
  const engine::id_index index(std::move(twice));
  EXPECT_FALSE(index.tells_all_apart());
  EXPECT_EQ(index.number_of("same").error(), errc::ambiguous_unique_id);
}

}  // namespace
}  // namespace pop3kit::testing
