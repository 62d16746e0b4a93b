#include "wire/timestamp.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pop3kit::wire {
namespace {

TEST(timestamp, is_found_in_a_greeting_rfc1939_7) {
  EXPECT_EQ(find_timestamp("POP3 server ready <1896.697170952@dbc.mtview.ca.us>"), "<1896.697170952@dbc.mtview.ca.us>");
  EXPECT_EQ(find_timestamp("<a@b> ready"), "<a@b>");
  EXPECT_EQ(find_timestamp("<1@[127.0.0.1]>"), "<1@[127.0.0.1]>");
}

TEST(timestamp, the_first_that_is_one_counts) {
  EXPECT_EQ(find_timestamp("<hello> <a.b@c> <d@e>"), "<a.b@c>");
  EXPECT_EQ(find_timestamp("a < b <1@c>"), "<1@c>");
}

TEST(timestamp, base64_of_dovecot_is_an_atom) {
  EXPECT_EQ(find_timestamp("ready. <5f.1.6561.Ab+/cd==@host>"), "<5f.1.6561.Ab+/cd==@host>");
}

TEST(timestamp, what_no_message_id_may_hold_is_refused_cve_2007_1558) {
  const std::string refused[] = {
      "<a\x80@b>",
      "<a b@c>",
      "<a\x01@b>",
      "<@b>",
      "<a@>",
      "<ab>",
      "<a..b@c>",
      "<.a@b>",
      "<a.@b>",
      "<a@b.>",
      "<a@@b>",
      "<a@b",
      "",
      "a@b",
      "<>",
      "<a@[]>",
      "<a@[b c]>",
      "<a@[b]c>",
      std::string("<a\0@b>", 6),
  };
  for (const std::string& text : refused) EXPECT_FALSE(find_timestamp(text)) << text;
}

}  // namespace
}  // namespace pop3kit::wire
