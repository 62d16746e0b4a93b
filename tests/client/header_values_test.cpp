#include <gtest/gtest.h>

#include <pop3kit/header_collection.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/mail_message_data.hpp"

namespace pop3kit {
namespace {

std::optional<std::string> from(const std::string& value) {
  return header_collection::parse("From: " + value + "\r\n\r\n").from();
}

std::optional<std::string> message_id(const std::string& value) {
  return header_collection::parse("Message-Id: " + value + "\r\n\r\n").message_id();
}

TEST(header_values, addresses_are_as_written_and_decoded) {
  EXPECT_EQ(from("\"Doe, Jane\" <jane@example.org>"), "\"Doe, Jane\" <jane@example.org>");
  EXPECT_EQ(from("alice@example.org (Alice)"), "alice@example.org (Alice)");
  EXPECT_EQ(from("=?utf-8?Q?B=C3=B6b?= <bob@example.org>"), "Böb <bob@example.org>");
}

TEST(header_values, names_from_encoded_words_cannot_be_taken_for_addresses_rfc5322_3_2_4) {
  EXPECT_EQ(from("=?utf-8?Q?=22a=40evil.example=22?= <x@example.org>"), R"("\"a@evil.example\"" <x@example.org>)");
  EXPECT_EQ(from("=?utf-8?Q?a=40evil.example=2C?= <x@example.org>"), "\"a@evil.example,\" <x@example.org>");
  EXPECT_EQ(from("=?utf-8?Q?a=40evil.example_=3Ca=40evil.example=3E?= <x@example.org>"),
            "\"a@evil.example <a@evil.example>\" <x@example.org>");
  EXPECT_EQ(from("=?utf-8?Q?M=C3=BCller=2C_?= =?utf-8?Q?J=C3=B6rg?= <j@example.org>"),
            "\"Müller, Jörg\" <j@example.org>");
  EXPECT_EQ(from("=?utf-8?Q?M=C3=BCller=2C_?= =?iso-8859-1?Q?J=F6rg?= <j@example.org>"),
            "\"Müller, Jörg\" <j@example.org>");
  EXPECT_EQ(from("Dr. =?utf-8?Q?J=2E_M=C3=BCller?= <j@example.org>"), "Dr. J. Müller <j@example.org>");
  EXPECT_EQ(from("=?utf-8?Q?a=5Cb?= <x@example.org>"), R"("a\\b" <x@example.org>)");
}

TEST(header_values, encoded_words_do_not_end_the_quotes_comments_and_brackets_around_them_rfc5322_3_2) {
  EXPECT_EQ(from("\"=?utf-8?Q?=22_=3Ca=40evil.example=3E?=\" <x@example.org>"),
            R"("\" <a@evil.example>" <x@example.org>)");
  EXPECT_EQ(from("x@example.org (=?utf-8?Q?=29=2C_a=40evil.example?=)"), R"(x@example.org (\), a@evil.example))");
  EXPECT_EQ(from("<=?utf-8?Q?a=40evil.example=3E?=@example.org>"), "<=?utf-8?Q?a=40evil.example=3E?=@example.org>");
  EXPECT_EQ(from("\"a\\\"=?utf-8?Q?=22?=\" <x@example.org>"), R"("a\"\"" <x@example.org>)");
}

TEST(header_values, every_address_field_is_protected_and_other_fields_are_as_decoded) {
  const std::string word = "=?utf-8?Q?a=40evil.example?=";
  for (const std::string name : {"From", "sender", "Reply-To", "To", "Cc", "BCC", "Resent-From", "resent-to"}) {
    const auto header = header_collection::parse(name + ": " + word + " <x@example.org>\r\n\r\n");
    EXPECT_EQ(header.find(name), "\"a@evil.example\" <x@example.org>") << name;
  }
  EXPECT_EQ(header_collection::parse("Subject: " + word + "\r\n\r\n").subject(), "a@evil.example");
}

TEST(header_values, cc_and_reply_to_are_joined_like_from_and_to) {
  const auto header =
      header_collection::parse("Cc: a@example.org\r\nReply-To: b@example.org\r\ncc: c@example.org\r\n\r\n");
  EXPECT_EQ(header.cc(), "a@example.org, c@example.org");
  EXPECT_EQ(header.reply_to(), "b@example.org");
  EXPECT_EQ(header_collection::parse("X: y\r\n\r\n").cc(), std::nullopt);
}

TEST(header_values, addresses_are_joined_by_comma_and_space) {
  EXPECT_EQ(from("a@example.org,b@example.org ,\r\n\tc@example.org"), "a@example.org, b@example.org, c@example.org");
  EXPECT_EQ(from("a@example.org,,"), "a@example.org");
}

TEST(header_values, commas_in_quotes_comments_and_brackets_separate_nothing) {
  EXPECT_EQ(from("\"a,b\" <c@example.org>,(d,(e,f)) g@example.org,<@h,@i:j@example.org>"),
            "\"a,b\" <c@example.org>, (d,(e,f)) g@example.org, <@h,@i:j@example.org>");
  EXPECT_EQ(from("\"a\\\",b\" <c@example.org>"), "\"a\\\",b\" <c@example.org>");
}

TEST(header_values, groups_stay_as_written_rfc5322_3_4) {
  EXPECT_EQ(from("Team: a@example.org,b@example.org;,c@example.org"),
            "Team: a@example.org, b@example.org;, c@example.org");
  EXPECT_EQ(from("undisclosed-recipients:;"), "undisclosed-recipients:;");
}

TEST(header_values, addresses_of_several_fields_stand_together) {
  const auto header = testing::parse_file("duplicate_fields").headers();
  EXPECT_EQ(header.from(), "alice@example.org, impostor@example.org");
  EXPECT_EQ(header.to(), "bob@example.org, carol@example.org, dave@example.org");
  EXPECT_EQ(header.subject(), "the first counts");
  EXPECT_EQ(header.date(), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(header.message_id(), "one@example.org");
}

TEST(header_values, absent_is_nothing) {
  const auto header = header_collection::parse("X: y\r\n\r\n");
  EXPECT_EQ(header.from(), std::nullopt);
  EXPECT_EQ(header.to(), std::nullopt);
  EXPECT_EQ(header.subject(), std::nullopt);
  EXPECT_EQ(header.date(), std::nullopt);
  EXPECT_EQ(header.message_id(), std::nullopt);
}

TEST(header_values, message_id_has_no_angle_brackets) {
  EXPECT_EQ(message_id("<a1@example.org>"), "a1@example.org");
  EXPECT_EQ(message_id("\r\n <folded@example.org>"), "folded@example.org");
  EXPECT_EQ(message_id("bare@example.org"), "bare@example.org");
  EXPECT_EQ(message_id("<>"), std::nullopt);
  EXPECT_EQ(message_id(""), std::nullopt);
  EXPECT_EQ(message_id("()"), std::nullopt);
}

TEST(header_values, message_id_has_no_comments_and_blanks_rfc5322_4_5_4) {
  EXPECT_EQ(message_id("<1234   @   local(comment)  .machine .example>"), "1234@local.machine.example");
  EXPECT_EQ(message_id("<a@example.org> (added by mx)"), "a@example.org");
  EXPECT_EQ(message_id("(not <this@example.org>) <a@example.org>"), "a@example.org");
  EXPECT_EQ(message_id("<a(b(c\\)>)d>)e@example.org>"), "ae@example.org");
  EXPECT_EQ(message_id("<a@\r\n\texample.org >"), "a@example.org");
  EXPECT_EQ(message_id("bare @ example.org (comment)"), "bare@example.org");
  EXPECT_EQ(message_id("one <a@example.org> <b@example.org>"), "a@example.org");
}

TEST(header_values, message_id_keeps_quoted_strings_and_domain_literals) {
  EXPECT_EQ(message_id("<\"a b>(c)\"@[127.0.0.1]>"), "\"a b>(c)\"@[127.0.0.1]");
  EXPECT_EQ(message_id("< \"\\\"\" @ [x(y)] >"), "\"\\\"\"@[x(y)]");
}

TEST(header_values, message_id_ends_at_its_bracket_even_with_marks_that_never_close) {
  EXPECT_EQ(message_id("<a(b@example.org>"), "a(b@example.org");
  EXPECT_EQ(message_id("<a\"b@example.org> x"), "a\"b@example.org");
  EXPECT_EQ(message_id("<[((a@example.org> (c)"), "[((a@example.org");
  EXPECT_EQ(message_id("<open@example.org"), "open@example.org");
  for (const char mark : {'(', '"', '[', '<', '\\'}) {
    EXPECT_NE(message_id(std::string(1'000'000, mark) + "<a@example.org>"), std::nullopt) << mark;
  }
}

TEST(header_collection, is_read_once_by_many_threads_and_shared_by_copies) {
  const auto header = header_collection::parse("Subject: one\r\nFrom: a@example.org\r\n\r\n");
  const header_collection copy = header;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) readers.emplace_back([&header] { EXPECT_EQ(header.subject(), "one"); });
  for (std::thread& each : readers) each.join();
  EXPECT_EQ(&copy.fields(), &header.fields());
}

TEST(header_collection, keeps_its_own_octets) {
  std::string octets = "Subject: one\r\n\r\nSubject: body\r\n";
  const auto header = header_collection::parse(octets);
  octets.assign(octets.size(), 'x');
  EXPECT_EQ(header.subject(), "one");
  EXPECT_EQ(header.fields().size(), 1U);
}

}  // namespace
}  // namespace pop3kit
