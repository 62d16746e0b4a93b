#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <pop3kit/header_collection.hpp>
#include <pop3kit/mail_message.hpp>
#include <string>

namespace pop3kit {
namespace {

std::optional<std::string> date(const std::string& value) {
  return header_collection::parse("Date: " + value + "\r\n\r\n").date();
}

struct written_date {
  const char* value;
  const char* rfc3339;
};

TEST(header_dates, are_read_as_rfc5322_3_3_writes_them) {
  for (const written_date& each : {
           written_date{"Sun, 22 Nov 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00 -0330", "2026-11-22T10:00:00-03:30"},
           written_date{"Thu, 1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00"},
           written_date{"Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00"},
           written_date{"Mon, 1 Jan 1900 00:00:00 +0000", "1900-01-01T00:00:00+00:00"},
           written_date{"Fri, 31 Dec 9999 23:59:59 +0000", "9999-12-31T23:59:59+00:00"},
           written_date{"Tue, 29 Feb 2000 12:00:00 +1400", "2000-02-29T12:00:00+14:00"},
           written_date{"Thu, 29 Feb 2024 12:00:00 -1200", "2024-02-29T12:00:00-12:00"},
           written_date{"sUN, 22 nOV 2026 10:00:00 +2359", "2026-11-22T10:00:00+23:59"},
           written_date{"Sun,22 Nov 2026 10:00:00 +0545", "2026-11-22T10:00:00+05:45"},
           written_date{"Sun,\r\n\t22 Nov 2026\r\n 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
       }) {
    EXPECT_EQ(date(each.value), each.rfc3339) << each.value;
  }
}

TEST(header_dates, have_an_unknown_offset_if_they_say_so_rfc3339_4_3) {
  for (const written_date& each : {
           written_date{"Sat, 01 Jan 2000 00:00:00 -0000", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 -00:00", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 A", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 i", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 K", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 M", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 n", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 Y", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 Z", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 CEST", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00 JST", "2000-01-01T00:00:00-00:00"},
           written_date{"Sat, 01 Jan 2000 00:00:00Z", "2000-01-01T00:00:00-00:00"},
       }) {
    EXPECT_EQ(date(each.value), each.rfc3339) << each.value;
  }
}

TEST(header_dates, are_read_in_the_obsolete_forms_of_rfc5322_4_3) {
  for (const written_date& each : {
           written_date{"22 Nov 26 10:00 EST", "2026-11-22T10:00:00-05:00"},
           written_date{"22 Nov 26 10:00 edt", "2026-11-22T10:00:00-04:00"},
           written_date{"22 Nov 26 10:00 CST", "2026-11-22T10:00:00-06:00"},
           written_date{"22 Nov 26 10:00 CDT", "2026-11-22T10:00:00-05:00"},
           written_date{"22 Nov 26 10:00 MST", "2026-11-22T10:00:00-07:00"},
           written_date{"22 Nov 26 10:00 MDT", "2026-11-22T10:00:00-06:00"},
           written_date{"22 Nov 26 10:00 PST", "2026-11-22T10:00:00-08:00"},
           written_date{"22 Nov 26 10:00 PDT", "2026-11-22T10:00:00-07:00"},
           written_date{"22 Nov 26 10:00 UT", "2026-11-22T10:00:00+00:00"},
           written_date{"22 Nov 26 10:00 GMT", "2026-11-22T10:00:00+00:00"},
           written_date{"22 Nov 26 10:00 UTC", "2026-11-22T10:00:00+00:00"},
           written_date{"Mon, 22 Nov 99 10:00:00 GMT", "1999-11-22T10:00:00+00:00"},
           written_date{"1 Jan 00 00:00:00 GMT", "2000-01-01T00:00:00+00:00"},
           written_date{"1 Jan 49 00:00:00 GMT", "2049-01-01T00:00:00+00:00"},
           written_date{"1 Jan 50 00:00:00 GMT", "1950-01-01T00:00:00+00:00"},
           written_date{"1 Jan 69 00:00:00 GMT", "1969-01-01T00:00:00+00:00"},
           written_date{"Sat, 01 Jan 100 00:00:00 +0000", "2000-01-01T00:00:00+00:00"},
           written_date{"1 Jan 099 00:00:00 +0000", "1999-01-01T00:00:00+00:00"},
           written_date{"1 Jan 126 00:00:00 +0000", "2026-01-01T00:00:00+00:00"},
           written_date{"22Nov2026 10:00:00+0100", "2026-11-22T10:00:00+01:00"},
       }) {
    EXPECT_EQ(date(each.value), each.rfc3339) << each.value;
  }
}

TEST(header_dates, may_have_comments_between_all_tokens_rfc5322_3_2_2) {
  for (const written_date& each : {
           written_date{"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21T09:55:06-06:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 +0100 (MEZ)", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun, (the (23)rd) 22 Nov\r\n 2026 10:00:00 +0530", "2026-11-22T10:00:00+05:30"},
           written_date{"(a)Sun(b),(c)22(d)Nov(e)2026(f)10(g):(h)00(i):(j)00(k)+0100(l)", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov (\\) 23 Dec) 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov (\\(\\\\) 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00:00 +0100 (never closed", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00:00 +0100 (=?utf-8?Q?=29_x?=)", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00:00 (=?utf-8?Q?=29?=) +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"22 Nov 2026 10:00:00 +0100 ()", "2026-11-22T10:00:00+01:00"},
       }) {
    EXPECT_EQ(date(each.value), each.rfc3339) << each.value;
  }
}

TEST(header_dates, are_read_in_unusual_forms_that_have_one_meaning) {
  for (const written_date& each : {
           written_date{"Sat, 01 Jan 2000 10.20.30 +0100", "2000-01-01T10:20:30+01:00"},
           written_date{"Sat, 01 Jan 2000 10.20 +0100", "2000-01-01T10:20:00+01:00"},
           written_date{"Sat, 01 Jan 2000 10:20:30 GMT+0100", "2000-01-01T10:20:30+01:00"},
           written_date{"Sat, 01 Jan 2000 10:20:30 GMT-01:30", "2000-01-01T10:20:30-01:30"},
           written_date{"Sat, 01 Jan 2000 10:20:30 UTC+1", "2000-01-01T10:20:30+01:00"},
           written_date{"Sat, 01 Jan 2000 10:20:30 UTC +0000", "2000-01-01T10:20:30+00:00"},
           written_date{"Mon, 21 Aug 1995 13:30:57 -600", "1995-08-21T13:30:57-06:00"},
           written_date{"Mon, 21 Aug 1995 13:30:57 +930", "1995-08-21T13:30:57+09:30"},
           written_date{"01 Jan 2001 00:01+0000", "2001-01-01T00:01:00+00:00"},
           written_date{"01 Jan 2001 00:01:02GMT", "2001-01-01T00:01:02+00:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 +01:00", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 -08:00 (PST)", "2026-11-22T10:00:00-08:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 +01", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 -0800 PST", "2026-11-22T10:00:00-08:00"},
           written_date{"Sun, 22 Nov 2026 10:00:00 +0100 CET", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun, 22 Nov 2026 10:20:30 AM +0100", "2026-11-22T10:20:30+01:00"},
           written_date{"Sun, 22 Nov 2026 10:20:30 PM +0100", "2026-11-22T22:20:30+01:00"},
           written_date{"Sun, 22 Nov 2026 10:20 pm +0100", "2026-11-22T22:20:00+01:00"},
           written_date{"Sun, 22 Nov 2026 12:00:00 AM +0100", "2026-11-22T00:00:00+01:00"},
           written_date{"Sun, 22 Nov 2026 12:00:00PM +0100", "2026-11-22T12:00:00+01:00"},
           written_date{"Sun, 22 Nov 2026 9:05:06 +0100", "2026-11-22T09:05:06+01:00"},
           written_date{"Sunday, 22 November 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"Sunday, 22-Nov-26 10:00:00 GMT", "2026-11-22T10:00:00+00:00"},
           written_date{"Sun 22 Nov 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"dom, 22 Nov 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"mi\xC3\xA9, 1 Apr 2026 10:00:00 +0200", "2026-04-01T10:00:00+02:00"},
           written_date{"22 Nov. 2026, 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"Tue, 1 Sept 2026 10:00:00 +0200", "2026-09-01T10:00:00+02:00"},
           written_date{"November 22, 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun, Nov 22 2026 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"Sun Nov 22 10:00:00 GMT 2026", "2026-11-22T10:00:00+00:00"},
           written_date{"Sun Nov 22 10:00:00 +0100 2026", "2026-11-22T10:00:00+01:00"},
           written_date{"2026-11-22T10:00:00+01:00", "2026-11-22T10:00:00+01:00"},
           written_date{"2026-11-22 10:00:00 +0100", "2026-11-22T10:00:00+01:00"},
           written_date{"2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"},
           written_date{"2026-11-22T10:00:00.000Z", "2026-11-22T10:00:00+00:00"},
           written_date{"2026-11-22T10:00:00.250+01:00", "2026-11-22T10:00:00.250+01:00"},
       }) {
    EXPECT_EQ(date(each.value), each.rfc3339) << each.value;
  }
}

TEST(header_dates, ignore_a_wrong_day_of_the_week) {
  EXPECT_EQ(date("Mon, 22 Nov 2026 10:00:00 +0100"), "2026-11-22T10:00:00+01:00");
}

TEST(header_dates, keep_a_leap_second_at_times_that_can_have_one_rfc3339_5_7) {
  EXPECT_EQ(date("Sat, 31 Dec 2016 23:59:60 +0000"), "2016-12-31T23:59:60+00:00");
  EXPECT_EQ(date("Sun, 01 Jan 2017 00:59:60 +0100"), "2017-01-01T00:59:60+01:00");
  EXPECT_EQ(date("Tue, 30 Jun 2015 16:59:60 PDT"), "2015-06-30T16:59:60-07:00");
  EXPECT_EQ(date("Sat, 31 Dec 2016 23:59:60 +0100"), std::nullopt);
  EXPECT_EQ(date("Sat, 31 Dec 2016 12:00:60 +0000"), std::nullopt);
  EXPECT_EQ(date("Mon, 31 Oct 2016 23:59:60 +0000"), std::nullopt);
}

TEST(header_dates, have_one_rule_for_leap_seconds_in_every_form_rfc3339_5_7) {
  for (const char* value : {
           "Sat, 31 Dec 2016 23:59:60 +0000",
           "31-Dec-2016 23:59:60 +0000",
           "31 Dec 16 23:59:60 GMT",
           "Dec 31, 2016 23:59:60 +0000",
           "Sat Dec 31 23:59:60 +0000 2016",
           "2016-12-31T23:59:60+00:00",
           "2016-12-31 23:59:60 +0000",
           "31 Dec 2016 23.59.60 +0000",
           "31 Dec 2016 11:59:60 PM +0000",
       }) {
    EXPECT_EQ(date(value), "2016-12-31T23:59:60+00:00") << value;
  }
  EXPECT_EQ(date("2016-12-31T23:59:60Z"), "2016-12-31T23:59:60+00:00");
  EXPECT_EQ(date("31 Dec 2016 23:59:60 -0000"), "2016-12-31T23:59:60-00:00");
  for (const char* value : {
           "Mon, 29 Feb 2016 23:59:60 +0000",
           "29-Feb-2016 23:59:60 +0000",
           "29 Feb 16 23:59:60 GMT",
           "Feb 29, 2016 23:59:60 +0000",
           "Mon Feb 29 23:59:60 +0000 2016",
           "2016-02-29T23:59:60+00:00",
           "2016-02-29 23:59:60 +0000",
           "29 Feb 2016 23.59.60 +0000",
           "29 Feb 2016 11:59:60 PM +0000",
           "2016-02-29T23:59:60Z",
           "29 Feb 2016 23:59:60 -0000",
           "31 Dec 2016 23:59:61 +0000",
       }) {
    EXPECT_EQ(date(value), std::nullopt) << value;
  }
}

TEST(header_dates, with_two_meanings_or_none_are_nothing) {
  for (const char* value : {
           "01/02/2000",
           "01/02/2000 10:00:00 +0100",
           "22/11/2026 10:00:00 +0100",
           "2026/11/22 10:00:00 +0100",
           "01-02-2000 10:00:00 +0100",
           "01.02.2000 10:00:00 +0100",
           "01 02 2000 10:00:00 +0100",
           "Sun, 22 Nov 2026 10:00:00",     // local time of an unknown place
           "Sun Nov 22 10:00:00 2026",      // likewise
           "2026-11-22T10:00:00",           // likewise
           "Sun, 22 Nov 2026 10:00:00 J",   // J is local time
           "Sun, 22 Nov 2026 10:00:00 PM",  // no zone
           "Sun, 22 Nov 2026",              // no time
           "Sun, 22 Nov 2026 +0100",        // no time
           "Sun, 22 Nov 10:00:00 +0100",    // no year
           "Sun, Nov 2026 10:00:00 +0100",  // no day
           "Sun, 22 2026 10:00:00 +0100",   // no month
           "Sun, 22 Brumaire 2026 10:00:00 +0100",
           "Sun, 22 Novem 2026 10:00:00 +0100",
           "Sun, 22 Nov 6 10:00:00 +0100",  // a year of one digit
           "Sun, 22 Nov 1899 10:00:00 +0100",
           "Sun, 22 Nov 0026 10:00:00 +0100",
           "Sun, 22 Nov 12026 10:00:00 +0100",
           "Sun, 22 Nov 2026 10:00:00 +1",
           "Sun, 22 Nov 2026 10:00:00 +01000",
           "Sun, 22 Nov 2026 10:00:00 +0160",
           "Sun, 22 Nov 2026 10:00:00 +160",
           "Sun, 22 Nov 2026 10:00:00 +01:60",
           "Sun, 22 Nov 2026 10:00:00 +2400",
           "Sun, 22 Nov 2026 10:00:00 -9959",
           "Sun, 22 Nov 2026 10:00:00 + 0100",
           "Sun, 22 Nov 2026 10:00:00 +",
           "Sun, 22 Nov 2026 10:00:00 0100",
           "Sun, 22 Nov 2026 10:00:00 +-0100",
           "Sun, 22 Nov 2026 10:00:00 EST+0100",
           "Sun, 22 Nov 2026 10:00:00 +0100 EST",
           "Sun, 22 Nov 2026 10:00:00 sometimes",
           "Sun, 22 Nov 2026 10:00:00 +0100 and more",
           "Sun, 22 Nov 2026 10:00:00 +0100; x",
           "Sun, 22 Nov 2026 10:00:00 +0100 )",
           "Sun, 22 Nov 2026 10:00:00 +0100, Mon, 23 Nov 2026 10:00:00 +0100",
           "Sun, 22 Nov 2026 (10:00:00 +0100",
           "Sun, 22 Nov 2026 13:00:00 PM +0100",
           "Sun, 22 Nov 2026 00:30:00 AM +0100",
           "Sun, 22 Nov 2026 10 +0100",
           "Sun, 22 Nov 2026 10: +0100",
           "Sun, 22 Nov 2026 10:00: +0100",
           "Sun, 22 Nov 2026 10:00:00: +0100",
           "Sun, 22 Nov 2026 10:00.30 +0100",
           "Sun, 22 Nov 2026 100:00:00 +0100",
           "Sun, 22 Nov 2026 1000 +0100",
           "Sun, 22-Nov 2026 10:00:00 +0100",
           "Sun, -22 Nov 2026 10:00:00 +0100",
           "Sun, 22 Nov -2026 10:00:00 +0100",
           "1795341600",
           "yesterday",
           "",
           "(22 Nov 2026 10:00:00 +0100)",
           "\xEF\xBC\x92\xEF\xBC\x92 Nov 2026 10:00:00 +0100",  // full-width digits
           "=?utf-8?Q?22_Nov_2026_10:00:00_+0100?=",
       }) {
    EXPECT_EQ(date(value), std::nullopt) << value;
  }
}

/// The table "Dates" of docs/reference/messages.md. Each example says the same moment of the day.
TEST(header_dates, are_read_in_every_form_that_the_page_of_messages_shows) {
  std::ifstream page(std::string(POP3KIT_TEST_DATA) + "/../../docs/reference/messages.md");
  std::string line;
  while (std::getline(page, line) && line != "## Dates") continue;
  std::size_t examples = 0;
  while (std::getline(page, line) && !line.starts_with("## ")) {
    if (!line.starts_with("| ")) continue;
    for (std::size_t open = line.find('`', line.find(" | ")); open != std::string::npos; open = line.find('`', open)) {
      const std::size_t close = line.find('`', open + 1);
      ASSERT_NE(close, std::string::npos) << line;
      const std::string example = line.substr(open + 1, close - open - 1);
      EXPECT_TRUE(date(example).value_or("nothing").starts_with("2026-11-22T10:00:00")) << example;
      ++examples;
      open = close + 1;
    }
  }
  EXPECT_EQ(examples, 6U);
}

TEST(header_dates, that_do_not_exist_are_nothing) {
  for (const char* value : {
           "Sun, 31 Feb 2026 10:00:00 +0000",
           "Sun, 29 Feb 2026 10:00:00 +0000",
           "Thu, 29 Feb 1900 10:00:00 +0000",
           "Sun, 31 Apr 2026 10:00:00 +0000",
           "Sun, 0 Nov 2026 10:00:00 +0000",
           "Sun, 32 Dec 2026 10:00:00 +0000",
           "Sun, 99 Nov 2026 10:00:00 +0000",
           "Sun, 22 Nov 2026 24:00:00 +0000",
           "Sun, 22 Nov 2026 25:00:00 +0100",
           "Sun, 22 Nov 2026 10:60:00 +0100",
           "Sun, 22 Nov 2026 10:00:61 +0100",
           "Sun, 22 Nov 2026 10:00:99 +0100",
           "2026-13-22T10:00:00Z",
           "2026-00-22T10:00:00Z",
           "2026-02-30T10:00:00Z",
       }) {
    EXPECT_EQ(date(value), std::nullopt) << value;
  }
}

TEST(header_dates, of_a_hostile_sender_are_read_in_linear_time) {
  const std::string good = "Sun, 22 Nov 2026 10:00:00 +0100";
  const std::size_t many = 1'000'000;
  EXPECT_EQ(date(std::string(many, ' ') + good), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(date(std::string(many, '(') + std::string(many, ')') + good), "2026-11-22T10:00:00+01:00");
  EXPECT_EQ(date(good + std::string(many, '(')), "2026-11-22T10:00:00+01:00");
  for (const char* piece : {"1", "a", ":", "+", "(", ")", "\\", "1 ", "() 1", "Sun, ", "\xC3", "22 Nov 2026 "}) {
    std::string value;
    for (std::size_t time = 0; time < many / 10; ++time) value += piece;
    EXPECT_EQ(date(value), std::nullopt) << piece;
  }
}

struct moment_of_date {
  const char* value;
  std::int64_t seconds;  ///< since 1970-01-01 00:00:00 UTC
  std::optional<int> minutes_east;
};

/// The seconds are those of the program `date -u +%s`.
TEST(header_dates, are_points_in_time_with_the_offset_beside_them_rfc5322_3_3) {
  for (const moment_of_date& each : {
           moment_of_date{"Thu, 1 Jan 1970 00:00:00 +0000", 0, 0},
           moment_of_date{"Sun, 22 Nov 2026 10:00:00 +0100", 1'795'338'000, 60},
           moment_of_date{"Sun, 22 Nov 2026 10:00:00 -0330", 1'795'354'200, -210},
           moment_of_date{"22 Nov 26 10:00 EST", 1'795'359'600, -300},
           moment_of_date{"Sun, 22 Nov 2026 10:00:00 -0000", 1'795'341'600, std::nullopt},
           moment_of_date{"Sun, 22 Nov 2026 10:00:00 A", 1'795'341'600, std::nullopt},
           moment_of_date{"Wed, 31 Dec 1969 23:59:59 +0000", -1, 0},
           moment_of_date{"Sat, 31 Dec 2016 23:59:60 +0000", 1'483'228'800, 0},
           moment_of_date{"2026-11-22T10:00:00.75+01:00", 1'795'338'000, 60},
           moment_of_date{"Fri, 31 Dec 9999 23:59:59 +0000", 253'402'300'799, 0},
       }) {
    const mail_message message("Date: " + std::string(each.value) + "\r\n\r\n");
    const std::optional<mail_date> read = message.parsed_date();
    ASSERT_TRUE(read) << each.value;
    EXPECT_EQ(read->time.time_since_epoch().count(), each.seconds) << each.value;
    EXPECT_EQ(read->utc_offset.has_value(), each.minutes_east.has_value()) << each.value;
    if (read->utc_offset) {
      EXPECT_EQ(read->utc_offset->count(), each.minutes_east) << each.value;
    }
    EXPECT_EQ(read, message.headers().parsed_date());
  }
}

TEST(header_dates, that_have_no_text_are_no_points_in_time) {
  for (const char* header : {"", "Date: \r\n", "Date: yesterday\r\n", "Date: Sun, 31 Feb 2026 10:00:00 +0000\r\n",
                             "Date: Sun, 22 Nov 2026 10:00:00\r\n"}) {
    EXPECT_EQ(header_collection::parse(header).parsed_date(), std::nullopt) << header;
  }
  EXPECT_EQ(header_collection().parsed_date(), std::nullopt);
}

}  // namespace
}  // namespace pop3kit
