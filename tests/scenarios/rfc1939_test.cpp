#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using rfc1939 = played_scenario;

TEST_F(rfc1939, delete_and_quit) {
  play("rfc1939/delete_and_quit.lua");
  client deleting = mail();
  ASSERT_TRUE(deleting.delete_message(2).has_value());
  EXPECT_EQ(deleting.commit_deletes().value().status, commit_status::committed);
  EXPECT_TRUE(verified());

  play("rfc1939/delete_and_quit.lua");
  client forgetful = mail();
  ASSERT_TRUE(forgetful.delete_message(1).has_value());
  ASSERT_TRUE(forgetful.undelete_messages().has_value());
  ASSERT_TRUE(forgetful.quit().has_value());
  EXPECT_FALSE(verified()) << "the scenario notices a client that deletes something else";
}

TEST_F(rfc1939, dotted_lines) {
  play("rfc1939/dotted_lines.lua");
  client reader = mail();
  EXPECT_EQ(reader.fetch_message(2).value().octets(),
            ".begins: with a dot\r\nSubject: in its header\r\n\r\n.\r\n..\r\n...\r\n");
  EXPECT_EQ(reader.fetch_message(3).value().octets(), "Subject: ends with a lone dot\r\n\r\n.\r\n");
  EXPECT_EQ(reader.fetch_message(4).value().octets(),
            "Subject: a dot at the edge of 4 KiB\r\n\r\n" + std::string(4057, 'x') + "\r\n.\r\nbehind it\r\n");
  for (int number = 1; number <= 4; ++number) {
    EXPECT_EQ(reader.fetch_message(number).value().octets().size(), reader.get_message_size(number).value());
  }
}

TEST_F(rfc1939, exclusive_lock) {
  play("rfc1939/exclusive_lock.lua");
  client first = mail();
  ASSERT_TRUE(first.connect().has_value());
  const auto second = mail().connect();
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().code(), errc::in_use);
  ASSERT_TRUE(first.quit().has_value());

  client content_with_one = mail_over(5);
  EXPECT_EQ(content_with_one.list_messages().value().size(), 200U);
  EXPECT_EQ(content_with_one.last_report().opened, 1U);
}

TEST_F(rfc1939, shared_maildrop) {
  play("rfc1939/shared_maildrop.lua");
  client several = mail_over(5);
  const auto together = gist(several.list_messages().value());
  EXPECT_EQ(several.last_report().refused, 0U);
  EXPECT_EQ(gist(mail().list_messages().value()), together);
}

}  // namespace
}  // namespace pop3kit::scenarios
