#include <gtest/gtest.h>

#include <string>

#include "fetch/message_conversion.hpp"

namespace pop3kit::command {
namespace {

/// Whole, and cut in two at every place.
template <class Filter>
void expect_converted(const std::string& from, const std::string& to) {
  for (std::size_t cut = 0; cut <= from.size(); ++cut) {
    Filter filter;
    std::string got = filter.convert(from.substr(0, cut));
    got += filter.convert(from.substr(cut));
    got += filter.finish();
    EXPECT_EQ(got, to) << "cut at " << cut;
  }
}

TEST(line_feeds, crlf_becomes_lf_and_a_lone_return_stays) {
  expect_converted<line_feeds>("a\r\nb\n\r\nc\rd\r\r\n", "a\nb\n\nc\rd\r\n");
  expect_converted<line_feeds>("end\r", "end\r");
  expect_converted<line_feeds>("", "");
}

TEST(from_quoting, every_from_line_gets_one_more_quote) {
  expect_converted<from_quoting>("From a\n>From b\n>>From c\nFrom\nFro m\n >From d\n>x From e\n",
                                 ">From a\n>>From b\n>>>From c\nFrom\nFro m\n >From d\n>x From e\n");
}

TEST(from_quoting, the_last_line_gets_its_end) {
  expect_converted<from_quoting>("body", "body\n");
  expect_converted<from_quoting>("body\nFrom", "body\nFrom\n");
  expect_converted<from_quoting>("body\n>", "body\n>\n");
  expect_converted<from_quoting>("", "");
}

TEST(mbox_from_line, says_who_and_when_in_utc) {
  EXPECT_EQ(mbox_from_line("From: Bob <bob@example.org>\nDate: Mon, 6 May 2024 01:02:03 +0200\n\n"),
            "From bob@example.org Sun May  5 23:02:03 2024\n");
  EXPECT_EQ(mbox_from_line("Subject: nobody\n\n"), "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n");
}

TEST(mbox_from_line, has_the_date_that_the_message_has) {
  const auto date = [](const std::string& written) {
    return mbox_from_line("From: b@example.org\nDate: " + written + "\n\n")
        .substr(std::string("From b@example.org ").size());
  };
  EXPECT_EQ(date("Sat, 01 Jan 2000 10.20.30 +0100"), "Sat Jan  1 09:20:30 2000\n");
  EXPECT_EQ(date("Mon, 21 Aug 1995 13:30:57 -600"), "Mon Aug 21 19:30:57 1995\n");
  EXPECT_EQ(date("Sat, 01 Jan 2000 00:00:00 -0000"), "Sat Jan  1 00:00:00 2000\n");
  EXPECT_EQ(date("Sat, 01 Jan 100 00:00:00 A"), "Sat Jan  1 00:00:00 2000\n");
  EXPECT_EQ(date("2026-11-22T10:00:00.250-01:30"), "Sun Nov 22 11:30:00 2026\n");
  EXPECT_EQ(date("Sun, 01 Jan 2017 00:59:60 +0100"), "Sat Dec 31 23:59:60 2016\n");
  EXPECT_EQ(date("01/02/2000"), "Thu Jan  1 00:00:00 1970\n");
}

}  // namespace
}  // namespace pop3kit::command
