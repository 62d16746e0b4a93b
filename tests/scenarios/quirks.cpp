#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using quirks = played_scenario;

TEST_F(quirks, duplicate_unique_ids) {
  play("quirks/duplicate_unique_ids.lua");
  client reader = mail_over(5);
  const auto listed = reader.list_messages().value();
  ASSERT_EQ(listed.size(), 30U);
  EXPECT_EQ(reader.last_report().opened, 1U) << "numbers alone cannot match messages across connections";
  const auto any = listed.front().unique_id.value();
  EXPECT_EQ(listed.back().unique_id, any);
  const auto which = reader.delete_message(any);
  ASSERT_TRUE(which.has_error());
  EXPECT_EQ(which.error().code(), errc::ambiguous_unique_id);
  EXPECT_EQ(seen("DELE"), 0U);
}

TEST_F(quirks, empty_maildrop) {
  play("quirks/empty_maildrop.lua");
  client reader = mail();
  EXPECT_EQ(reader.get_message_count().value(), 0U);
  EXPECT_EQ(reader.get_mailbox_size().value(), 0U);
  EXPECT_TRUE(reader.list_messages().value().empty());
}

TEST_F(quirks, no_capa) {
  play("quirks/no_capa.lua");
  client reader = mail(security::implicit);
  EXPECT_TRUE(reader.get_capabilities().value().entries().empty());
  EXPECT_EQ(reader.list_messages().value().size(), 5U);
}

TEST_F(quirks, no_top) {
  play("quirks/no_top.lua");
  client reader = mail();
  const auto listed = reader.list_messages().value();
  ASSERT_EQ(listed.size(), 5U);
  for (const auto& each : listed) {
    EXPECT_FALSE(each.headers.has_value());
    EXPECT_TRUE(each.unique_id.has_value());
  }
  EXPECT_EQ(reader.last_report().headers_refused, 5U);
  EXPECT_EQ(seen("RETR"), 0U);
}

TEST_F(quirks, no_uidl) {
  play("quirks/no_uidl.lua");
  client reader = mail();
  const auto listed = reader.list_messages().value();
  ASSERT_EQ(listed.size(), 5U);
  for (const auto& each : listed) {
    EXPECT_FALSE(each.unique_id.has_value());
    EXPECT_TRUE(each.headers.has_value());
  }
}

}  // namespace
}  // namespace pop3kit::scenarios
