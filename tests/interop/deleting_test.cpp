#include "dovecot_fixture.hpp"

namespace pop3kit::interop {
namespace {

class deleting : public dovecot_test {};

TEST_P(deleting, commit_removes_what_is_marked_and_nothing_else_rfc1939_6) {
  const auto id = mail_.get_message_info(7).value().unique_id.value();
  ASSERT_TRUE(mail_.delete_message(2).has_value());
  ASSERT_TRUE(mail_.delete_message(id).has_value());
  EXPECT_EQ(mail_.get_message_count().value(), message_count - 2);
  EXPECT_EQ(mail_.fetch_message(2).error().code(), errc::no_such_message);

  const auto report = mail_.commit_deletes().value();
  EXPECT_EQ(report.status, commit_status::committed);
  EXPECT_EQ(report.messages.size(), 2U);
  auto left = files_;
  left.erase(left.begin() + 6);
  left.erase(left.begin() + 1);
  EXPECT_EQ(server_.stored(), left);
}

TEST_P(deleting, undelete_takes_every_mark_back_rfc1939_5_rset) {
  ASSERT_TRUE(mail_.delete_message(1).has_value());
  ASSERT_TRUE(mail_.delete_message(300).has_value());
  ASSERT_TRUE(mail_.undelete_messages().has_value());
  EXPECT_EQ(mail_.get_message_count().value(), message_count);
  ASSERT_TRUE(mail_.quit().has_value());
  EXPECT_EQ(server_.stored(), files_);
}

TEST_P(deleting, all_messages) {
  ASSERT_TRUE(mail_.delete_messages().has_value());
  EXPECT_EQ(mail_.get_mailbox_info().value().occupied_size, 0U);
  EXPECT_EQ(mail_.commit_deletes().value().messages.size(), message_count);
  EXPECT_TRUE(server_.stored().empty());
}

TEST_P(deleting, a_client_that_goes_away_deletes_nothing_rfc1939_6) {
  {
    client leaving{options()};
    ASSERT_TRUE(leaving.delete_message(1).has_value());
  }
  EXPECT_EQ(mail_.get_message_count().value(), message_count);
  EXPECT_EQ(server_.stored(), files_);
}

EACH_PROTECTION(deleting);

}  // namespace
}  // namespace pop3kit::interop
