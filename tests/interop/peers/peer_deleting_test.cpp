#include "peer_fixture.hpp"

namespace pop3kit::interop {
namespace {

class peer_deleting : public peer_test {};

TEST_P(peer_deleting, commit_removes_what_is_marked_and_nothing_else_rfc1939_6) {
  client mail{options()};
  const auto id = mail.get_message_info(7).value().unique_id.value();
  ASSERT_TRUE(mail.delete_message(2).has_value());
  ASSERT_TRUE(mail.delete_message(id).has_value());
  EXPECT_EQ(mail.get_message_count().value(), message_count - 2);
  EXPECT_EQ(mail.fetch_message(2).error().code(), unknown_message());
  const auto report = mail.commit_deletes().value();
  EXPECT_EQ(report.status, commit_status::committed);
  EXPECT_EQ(report.messages.size(), 2U);
  auto left = files_;
  left.erase(left.begin() + 6);
  left.erase(left.begin() + 1);
  EXPECT_EQ(server_->stored(), kept(left));
}

TEST_P(peer_deleting, undelete_takes_every_mark_back_rfc1939_5_rset) {
  client mail{options()};
  ASSERT_TRUE(mail.delete_message(1).has_value());
  ASSERT_TRUE(mail.delete_message(message_count).has_value());
  ASSERT_TRUE(mail.undelete_messages().has_value());
  EXPECT_EQ(mail.get_message_count().value(), message_count);
  ASSERT_TRUE(mail.quit().has_value());
  EXPECT_EQ(server_->stored(), kept(files_));
}

TEST_P(peer_deleting, all_messages) {
  client mail{options()};
  ASSERT_TRUE(mail.delete_messages().has_value());
  EXPECT_EQ(mail.get_message_count().value(), 0U);
  EXPECT_EQ(mail.commit_deletes().value().messages.size(), message_count);
  EXPECT_TRUE(server_->stored().empty());
  client behind{options()};
  EXPECT_EQ(behind.get_mailbox_info().value().message_count, 0U);
  EXPECT_TRUE(behind.list_messages().value().empty());
}

TEST_P(peer_deleting, a_client_that_goes_away_deletes_nothing_rfc1939_6) {
  {
    client leaving{options()};
    ASSERT_TRUE(leaving.delete_message(1).has_value());
  }
  EXPECT_EQ(server_->stored(), kept(files_));
}

EACH_PEER(peer_deleting);

}  // namespace
}  // namespace pop3kit::interop
