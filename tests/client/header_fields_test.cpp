#include <gmock/gmock.h>

#include <pop3kit/header_collection.hpp>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

auto is_field(const std::string& name, const std::string& value) {
  return AllOf(Field(&header_field::name, name), Field(&header_field::value, value));
}

TEST(header_collection, keeps_fields_in_order_with_names_as_written_rfc5322_2_2) {
  const auto header = header_collection::parse("Received: two\r\nreceived: one\r\nX-Spam:no\r\n\r\nbody: no field\r\n");
  EXPECT_THAT(header.fields(),
              ElementsAre(is_field("Received", "two"), is_field("received", "one"), is_field("X-Spam", "no")));
}

TEST(header_collection, finds_the_first_field_ignoring_case) {
  const auto header = header_collection::parse("SUBJECT: one\r\nSubject: two\r\n\r\n");
  EXPECT_EQ(header.find("subject"), "one");
  EXPECT_EQ(header.subject(), "one");
  EXPECT_EQ(header.find("X-Absent"), std::nullopt);
}

TEST(header_collection, unfolds_and_keeps_the_white_space_rfc5322_2_2_3) {
  const auto header = testing::parse_file("folded_with_tabs").headers();
  EXPECT_EQ(header.subject(), "A subject\tthat was folded with a tab and a space");
  EXPECT_EQ(header.find("Received"),
            "from mail.example.org (mail.example.org [192.0.2.7])\tby mx.example.net with ESMTPS id 4XyZ"
            "\tfor <bob@example.net>;\tSun, 22 Nov 2026 10:00:02 +0000");
}

TEST(header_collection, ends_at_the_first_empty_line_even_before_an_indented_body) {
  const auto header = header_collection::parse("A: 1\r\n\r\n B: 2\r\n");
  EXPECT_THAT(header.fields(), ElementsAre(is_field("A", "1")));
}

TEST(header_collection, needs_no_empty_line_at_the_end) {
  EXPECT_THAT(header_collection::parse("A: 1\r\nB: 2").fields(), ElementsAre(is_field("A", "1"), is_field("B", "2")));
}

TEST(header_collection, reads_line_feeds_alone) {
  EXPECT_THAT(header_collection::parse("A: 1\n folded\nB: 2\n\nC: 3\n").fields(),
              ElementsAre(is_field("A", "1 folded"), is_field("B", "2")));
}

TEST(header_collection, keeps_empty_values) {
  EXPECT_THAT(header_collection::parse("Subject:\r\nTo: \r\n\r\n").fields(),
              ElementsAre(is_field("Subject", ""), is_field("To", "")));
}

TEST(header_collection, passes_over_lines_that_are_no_fields) {
  const auto header = header_collection::parse(
      "A: 1\r\njunk without colon\r\n with: continuation\r\n: no name\r\nnot a name: x\r\njunk\r\nB: 2\r\n\r\n");
  EXPECT_THAT(header.fields(), ElementsAre(is_field("A", "1"), is_field("B", "2")));
}

TEST(header_collection, passes_over_an_mbox_from_line) {
  const auto header = testing::parse_file("mbox_line").headers();
  EXPECT_THAT(header.fields(),
              ElementsAre(is_field("From", "Alice <alice@example.org>"), is_field("sUBJECT", "spaced out")));
}

TEST(header_collection, takes_blanks_before_the_colon_rfc5322_4_5) {
  EXPECT_EQ(header_collection::parse("Subject \t : obsolete\r\n\r\n").subject(), "obsolete");
}

TEST(header_collection, of_nothing_is_empty) {
  EXPECT_THAT(header_collection::parse("").fields(), IsEmpty());
  EXPECT_THAT(header_collection::parse("\r\n").fields(), IsEmpty());
  EXPECT_THAT(header_collection::parse("\r\nA: 1\r\n").fields(), IsEmpty());
  EXPECT_THAT(header_collection::parse("no header at all\r\n").fields(), IsEmpty());
}

TEST(header_collection, lets_no_line_end_into_a_value) {
  const auto header = header_collection::parse("A: one\rtwo\r\nB: =?utf-8?Q?x=0D=0ABcc:_y?=\r\n\r\n");
  EXPECT_EQ(header.find("A"), "one two");
  EXPECT_EQ(header.find("B"), "x  Bcc: y");
}

TEST(header_collection, leaves_out_fields_beyond_a_hundred_thousand) {
  std::string octets;
  for (int field = 0; field < 100'010; ++field) octets += "a:\r\n";
  EXPECT_THAT(header_collection::parse(octets).fields(), SizeIs(100'000));
}

}  // namespace
}  // namespace pop3kit
