#include <gtest/gtest.h>

#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using update_state = stage_fixture;

TEST_F(update_state, the_example_session_rfc1939_10) {
  line_client& client = on_.connect();
  client.log_in();
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 2 320\r\n");
  EXPECT_EQ(client.ask("LIST\r\n"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n");
  EXPECT_EQ(client.ask("RETR 1\r\n"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n");
  EXPECT_EQ(client.ask("DELE 1\r\n"), "+OK message 1 deleted\r\n");
  EXPECT_EQ(client.ask("RETR 2\r\n"), "+OK 200 octets\r\n" + message_of(200) + ".\r\n");
  EXPECT_EQ(client.ask("DELE 2\r\n"), "+OK message 2 deleted\r\n");
  EXPECT_EQ(client.ask("QUIT\r\n"), "+OK pop3kit POP3 server signing off (maildrop empty)\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(update_state, quit_removes_what_was_marked_rfc1939_6) {
  line_client& first = logged_in();
  first.ask("DELE 1\r\n");
  EXPECT_EQ(first.ask("QUIT\r\n"), "+OK pop3kit POP3 server signing off (1 message left)\r\n");
  line_client& second = logged_in();
  EXPECT_EQ(second.ask("UIDL\r\n"), "+OK unique-id listing follows\r\n1 uid-2\r\n.\r\n");
  EXPECT_EQ(second.ask("LIST\r\n"), "+OK 1 message (200 octets)\r\n1 200\r\n.\r\n");
  EXPECT_EQ(second.ask("RETR 1\r\n"), "+OK 200 octets\r\n" + message_of(200) + ".\r\n");
}

TEST_F(update_state, a_connection_that_just_ends_removes_nothing_rfc1939_6) {
  line_client& first = logged_in();
  first.ask("DELE 1\r\n");
  first.close();
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(update_state, rset_before_quit_removes_nothing_rfc1939_5) {
  line_client& first = logged_in();
  EXPECT_EQ(first.ask("DELE 1\r\nRSET\r\nQUIT\r\n"),
            "+OK message 1 deleted\r\n+OK maildrop has 2 messages (320 octets)\r\n"
            "+OK pop3kit POP3 server signing off (2 messages left)\r\n");
}

TEST_F(update_state, commands_after_quit_are_not_answered_rfc1939_6) {
  EXPECT_EQ(logged_in().ask("QUIT\r\nSTAT\r\n"), "+OK pop3kit POP3 server signing off (2 messages left)\r\n");
}

TEST_F(update_state, a_maildrop_is_locked_for_one_session_rfc2449_8_1_1) {
  line_client& first = logged_in();
  line_client& second = on_.connect();
  EXPECT_EQ(second.ask("USER alice\r\nPASS s3cret\r\n"),
            "+OK send PASS\r\n-ERR [IN-USE] the maildrop is locked by another session\r\n");
  EXPECT_EQ(second.ask("AUTH PLAIN AGFsaWNlAHMzY3JldA==\r\n"),
            "-ERR [IN-USE] the maildrop is locked by another session\r\n");
  EXPECT_EQ(first.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(update_state, the_lock_is_free_before_the_reply_to_quit_is_read) {
  line_client& first = logged_in();
  line_client& second = on_.connect();
  first.ask("QUIT\r\n");
  EXPECT_EQ(second.ask("USER alice\r\nPASS s3cret\r\n"),
            "+OK send PASS\r\n+OK alice's maildrop has 2 messages (320 octets)\r\n");
}

TEST_F(update_state, the_lock_is_free_once_a_connection_ended) {
  logged_in().close();
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(update_state, another_account_is_not_concerned_by_the_lock) {
  account& bob = on_.what.accounts["bob"];
  bob.name = "bob";
  bob.password = "hunter2";
  logged_in();
  line_client& client = on_.connect();
  client.log_in("bob", "hunter2");
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 0 0\r\n");
}

TEST_F(update_state, a_shared_maildrop_serves_several_sessions) {
  on_.alice().lock = false;
  line_client& first = logged_in();
  line_client& second = logged_in();
  EXPECT_EQ(first.ask("STAT\r\n"), "+OK 2 320\r\n");
  EXPECT_EQ(second.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(update_state, numbers_and_unique_ids_are_fixed_at_login_rfc1939_4) {
  on_.alice().lock = false;
  line_client& first = logged_in();
  line_client& second = logged_in();
  first.ask("DELE 1\r\nQUIT\r\n");
  EXPECT_EQ(second.ask("UIDL\r\n"), "+OK unique-id listing follows\r\n1 uid-1\r\n2 uid-2\r\n.\r\n");
  EXPECT_EQ(second.ask("RETR 2\r\n"), "+OK 200 octets\r\n" + message_of(200) + ".\r\n");
}

TEST_F(update_state, a_mark_of_one_session_is_not_seen_by_another) {
  on_.alice().lock = false;
  line_client& first = logged_in();
  line_client& second = logged_in();
  first.ask("DELE 1\r\n");
  EXPECT_EQ(second.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(update_state, quit_says_when_another_session_removed_it_before_rfc1939_6) {
  on_.alice().lock = false;
  line_client& first = logged_in();
  line_client& second = logged_in();
  second.ask("DELE 1\r\nDELE 2\r\n");
  EXPECT_EQ(first.ask("DELE 1\r\nQUIT\r\n"),
            "+OK message 1 deleted\r\n+OK pop3kit POP3 server signing off (1 message left)\r\n");
  EXPECT_EQ(second.ask("QUIT\r\n"), "-ERR some deleted messages not removed\r\n");
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 0 0\r\n");
}

TEST_F(update_state, what_was_removed_stays_removed_over_many_sessions) {
  on_.alice().mailbox = mailbox_of(std::vector<std::string>(50, message_of(100)));
  for (int removed = 0; removed < 49; ++removed) {
    line_client& client = logged_in();
    EXPECT_EQ(client.ask("STAT\r\n"),
              "+OK " + std::to_string(50 - removed) + " " + std::to_string((50 - removed) * 100) + "\r\n");
    client.ask("DELE 1\r\nQUIT\r\n");
  }
  EXPECT_EQ(logged_in().ask("UIDL\r\n"), "+OK unique-id listing follows\r\n1 uid-50\r\n.\r\n");
}

}  // namespace
}  // namespace pop3kit::serving
