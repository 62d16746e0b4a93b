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

std::optional<std::string> date(const std::string& value) {
  return header_collection::parse("Date: " + value + "\r\n\r\n").date();
}

TEST(header_values, addresses_are_as_written_and_decoded) {
  EXPECT_EQ(from("\"Doe, Jane\" <jane@example.org>"), "\"Doe, Jane\" <jane@example.org>");
  EXPECT_EQ(from("alice@example.org (Alice)"), "alice@example.org (Alice)");
  EXPECT_EQ(from("=?utf-8?Q?B=C3=B6b?= <bob@example.org>"), "Böb <bob@example.org>");
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
  const auto id = [](const std::string& value) {
    return header_collection::parse("Message-Id: " + value + "\r\n\r\n").message_id();
  };
  EXPECT_EQ(id("<a1@example.org>"), "a1@example.org");
  EXPECT_EQ(id("\r\n <folded@example.org>"), "folded@example.org");
  EXPECT_EQ(id("<a@example.org> (added by mx)"), "a@example.org");
  EXPECT_EQ(id("bare@example.org"), "bare@example.org");
  EXPECT_EQ(id("<>"), std::nullopt);
  EXPECT_EQ(id(""), std::nullopt);
}

TEST(header_values, date_keeps_its_offset_rfc5322_3_3) {
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 +0100"), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(date("22 Nov 2026 10:00 -0330"), "2026-11-22T10:00:00-03:30");
  EXPECT_EQ(date("Thu, 1 Jan 1970 00:00:00 +0000"), "1970-01-01T00:00:00+00:00");
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 -0000"), "2026-11-22T10:00:00+00:00");
}

TEST(header_values, date_reads_obsolete_forms_rfc5322_4_3) {
  EXPECT_EQ(date("22 Nov 26 10:00 EST"), "2026-11-22T10:00:00-05:00");
  EXPECT_EQ(date("Mon, 22 Nov 99 10:00:00 GMT"), "1999-11-22T10:00:00+00:00");
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 CEST"), "2026-11-22T10:00:00+00:00");
}

TEST(header_values, date_passes_over_comments) {
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 +0100 (MEZ)"), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(date("Sun, (the (23)rd) 22 Nov\r\n 2026 10:00:00 +0530"), "2026-11-22T10:00:00+05:30");
}

TEST(header_values, date_does_not_lose_an_offset_with_a_colon) {
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 +01:00"), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(date("Sun, 22 Nov 2026 10:00:00 -08:00 (PST)"), "2026-11-22T10:00:00-08:00");
}

TEST(header_values, date_survives_a_leap_second) {
  EXPECT_EQ(date("Sat, 31 Dec 2016 23:59:60 +0000"), "2016-12-31T23:59:59+00:00");
}

TEST(header_values, unreadable_dates_are_nothing) {
  for (const char* text : {"", "yesterday", "Sun, 31 Feb 2026 10:00:00 +0000", "Sun, 22 Nov 2026 25:00:00 +0100",
                           "Mon, 1 Jan 99999999999 10:00:00 +0000", ":60", "((((", "+"}) {
    EXPECT_EQ(date(text), std::nullopt) << text;
  }
  EXPECT_EQ(date(std::string(1'000'000, '1')), std::nullopt);
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
