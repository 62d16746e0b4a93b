#include <gtest/gtest.h>

#include "stage_fixture.hpp"

namespace pop3kit::serving {
namespace {

using transaction_state = stage_fixture;

TEST_F(transaction_state, stat_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(transaction_state, stat_does_not_count_deleted_messages_rfc1939_5) {
  line_client& client = logged_in();
  client.ask("DELE 1\r\n");
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 1 200\r\n");
}

TEST_F(transaction_state, stat_of_an_empty_maildrop) {
  on_.alice().mailbox = nullptr;
  EXPECT_EQ(logged_in().ask("STAT\r\n"), "+OK 0 0\r\n");
}

TEST_F(transaction_state, list_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("LIST\r\n"), "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n");
}

TEST_F(transaction_state, list_of_one_message_is_a_single_line_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("LIST 2\r\n"), "+OK 2 200\r\n");
}

TEST_F(transaction_state, list_of_no_such_message_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("LIST 3\r\n"), "-ERR no such message, only 2 messages in maildrop\r\n");
}

TEST_F(transaction_state, list_skips_deleted_messages_rfc1939_5) {
  line_client& client = logged_in();
  client.ask("DELE 1\r\n");
  EXPECT_EQ(client.ask("LIST\r\n"), "+OK 1 message (200 octets)\r\n2 200\r\n.\r\n");
  EXPECT_EQ(client.ask("LIST 1\r\n"), "-ERR message 1 already deleted\r\n");
}

TEST_F(transaction_state, list_of_an_empty_maildrop_still_has_its_terminator_rfc1939_5) {
  on_.alice().mailbox = mailbox_of({});
  EXPECT_EQ(logged_in().ask("LIST\r\n"), "+OK 0 messages (0 octets)\r\n.\r\n");
}

TEST_F(transaction_state, retr_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("RETR 1\r\n"), "+OK 120 octets\r\n" + message_of(120) + ".\r\n");
}

TEST_F(transaction_state, retr_of_a_deleted_message_is_refused_rfc1939_5) {
  line_client& client = logged_in();
  client.ask("DELE 2\r\n");
  EXPECT_EQ(client.ask("RETR 2\r\n"), "-ERR message 2 already deleted\r\n");
}

TEST_F(transaction_state, retr_stuffs_dots_the_very_first_octet_included_rfc1939_3) {
  on_.alice().mailbox = mailbox_of({".first\r\n.\r\n..two\r\nno.dot\r\n"});
  EXPECT_EQ(logged_in().ask("RETR 1\r\n"), "+OK 26 octets\r\n..first\r\n..\r\n...two\r\nno.dot\r\n.\r\n");
}

TEST_F(transaction_state, retr_ends_the_last_line_if_the_message_did_not_rfc1939_3) {
  on_.alice().mailbox = mailbox_of({"Subject: a\r\n\r\nno end"});
  EXPECT_EQ(logged_in().ask("RETR 1\r\n"), "+OK 20 octets\r\nSubject: a\r\n\r\nno end\r\n.\r\n");
}

TEST_F(transaction_state, retr_of_a_message_of_no_octets) {
  on_.alice().mailbox = mailbox_of({""});
  EXPECT_EQ(logged_in().ask("RETR 1\r\n"), "+OK 0 octets\r\n.\r\n");
}

TEST_F(transaction_state, retr_of_a_message_larger_than_every_buffer) {
  const std::string large = message_of(3'000'000);
  on_.alice().mailbox = mailbox_of({large});
  EXPECT_EQ(logged_in().ask("RETR 1\r\n"), "+OK 3000000 octets\r\n" + large + ".\r\n");
}

TEST_F(transaction_state, a_dot_at_the_edge_of_a_piece_is_stuffed_once) {
  // Messages are read in pieces of 32 KiB: here a line that begins with a dot begins a piece.
  std::string text(32 * 1024 - 2, 'x');
  text += "\r\n.edge\r\n";
  on_.alice().mailbox = mailbox_of({text});
  const std::string reply = logged_in().ask("RETR 1\r\n");
  EXPECT_TRUE(reply.ends_with("x\r\n..edge\r\n.\r\n"));
  EXPECT_EQ(reply.size(), std::string("+OK 32776 octets\r\n").size() + text.size() + 1 + 3);
}

TEST_F(transaction_state, dele_rfc1939_5) {
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("DELE 1\r\n"), "+OK message 1 deleted\r\n");
  EXPECT_EQ(client.ask("DELE 1\r\n"), "-ERR message 1 already deleted\r\n");
  EXPECT_EQ(client.ask("DELE 3\r\n"), "-ERR no such message, only 2 messages in maildrop\r\n");
}

TEST_F(transaction_state, noop_rfc1939_5) {
  EXPECT_EQ(logged_in().ask("NOOP\r\n"), "+OK\r\n");
}

TEST_F(transaction_state, rset_unmarks_what_was_deleted_rfc1939_5) {
  line_client& client = logged_in();
  client.ask("DELE 1\r\nDELE 2\r\n");
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 0 0\r\n");
  EXPECT_EQ(client.ask("RSET\r\n"), "+OK maildrop has 2 messages (320 octets)\r\n");
  EXPECT_EQ(client.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(transaction_state, rset_answers_with_one_line) {
  EXPECT_EQ(logged_in().ask("RSET\r\nNOOP\r\n"), "+OK maildrop has 2 messages (320 octets)\r\n+OK\r\n");
}

TEST_F(transaction_state, top_shows_header_blank_line_and_so_many_lines_rfc1939_7) {
  on_.alice().mailbox = mailbox_of({"Subject: a\r\nTo: b\r\n\r\n.one\r\ntwo\r\nthree\r\n"});
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("TOP 1 2\r\n"),
            "+OK top of message follows\r\nSubject: a\r\nTo: b\r\n\r\n..one\r\ntwo\r\n.\r\n");
  EXPECT_EQ(client.ask("TOP 1 0\r\n"), "+OK top of message follows\r\nSubject: a\r\nTo: b\r\n\r\n.\r\n");
}

TEST_F(transaction_state, top_with_more_lines_than_the_body_has_shows_it_whole_rfc1939_7) {
  on_.alice().mailbox = mailbox_of({"Subject: a\r\n\r\none\r\n"});
  EXPECT_EQ(logged_in().ask("TOP 1 18446744073709551615\r\n"),
            "+OK top of message follows\r\nSubject: a\r\n\r\none\r\n.\r\n");
}

TEST_F(transaction_state, top_of_a_large_message_stops_reading_it) {
  on_.alice().mailbox = mailbox_of({message_of(1'000'000)});
  EXPECT_EQ(logged_in().ask("TOP 1 0\r\n"), "+OK top of message follows\r\nSubject: test\r\n\r\n.\r\n");
}

TEST_F(transaction_state, top_needs_both_arguments_rfc1939_7) {
  line_client& client = logged_in();
  EXPECT_EQ(client.ask("TOP 1\r\n"), "-ERR this command needs an argument\r\n");
  EXPECT_EQ(client.ask("TOP 1 x\r\n"), "-ERR not a number of lines\r\n");
  EXPECT_EQ(client.ask("TOP 100 3\r\n"), "-ERR no such message, only 2 messages in maildrop\r\n");
}

TEST_F(transaction_state, uidl_rfc1939_7) {
  EXPECT_EQ(logged_in().ask("UIDL\r\n"), "+OK unique-id listing follows\r\n1 uid-1\r\n2 uid-2\r\n.\r\n");
}

TEST_F(transaction_state, uidl_of_one_message_is_a_single_line_with_its_number_rfc1939_7) {
  EXPECT_EQ(logged_in().ask("UIDL 2\r\n"), "+OK 2 uid-2\r\n");
}

TEST_F(transaction_state, uidl_skips_deleted_messages_rfc1939_7) {
  line_client& client = logged_in();
  client.ask("DELE 1\r\n");
  EXPECT_EQ(client.ask("UIDL\r\n"), "+OK unique-id listing follows\r\n2 uid-2\r\n.\r\n");
  EXPECT_EQ(client.ask("UIDL 1\r\n"), "-ERR message 1 already deleted\r\n");
}

TEST_F(transaction_state, a_listing_larger_than_every_buffer) {
  on_.alice().mailbox = mailbox_of(std::vector<std::string>(20'000, "Subject: a\r\n\r\n"));
  std::string expected = "+OK 20000 messages (280000 octets)\r\n";
  for (int number = 1; number <= 20'000; ++number) expected += std::to_string(number) + " 14\r\n";
  EXPECT_EQ(logged_in().ask("LIST\r\n"), expected + ".\r\n");
}

class malformed_number : public transaction_state, public ::testing::WithParamInterface<const char*> {};

TEST_P(malformed_number, is_refused) {
  const std::string reply = logged_in().ask("RETR " + std::string(GetParam()) + "\r\n");
  EXPECT_TRUE(reply == "-ERR not a message number\r\n" ||
              reply == "-ERR no such message, only 2 messages in maildrop\r\n" ||
              reply == "-ERR too many arguments\r\n")
      << reply;
}

INSTANTIATE_TEST_SUITE_P(all, malformed_number,
                         ::testing::Values("0", "-1", "+1", "1x", "x", "0x1", "1.0", "18446744073709551616", "1 2"));

TEST_F(transaction_state, leading_zeros_are_the_same_number) {
  EXPECT_EQ(logged_in().ask("LIST 002\r\n"), "+OK 2 200\r\n");
}

TEST_F(transaction_state, keywords_in_any_case_rfc1939_3) {
  EXPECT_EQ(logged_in().ask("stat\r\nsTaT\r\n"), "+OK 2 320\r\n+OK 2 320\r\n");
}

TEST_F(transaction_state, unknown_commands_are_refused_and_the_session_lives_rfc1939_3) {
  EXPECT_EQ(logged_in().ask("XYZZY\r\n\r\nNOOP\r\n"), "-ERR unknown command\r\n-ERR unknown command\r\n+OK\r\n");
}

TEST_F(transaction_state, too_many_arguments_are_refused) {
  EXPECT_EQ(logged_in().ask("STAT 1\r\nNOOP x\r\n"), "-ERR too many arguments\r\n-ERR too many arguments\r\n");
}

TEST_F(transaction_state, login_commands_are_refused_rfc1939_4) {
  EXPECT_EQ(logged_in().ask("USER bob\r\nPASS x\r\nAUTH PLAIN\r\nSTLS\r\n"),
            "-ERR USER comes before login\r\n-ERR PASS comes before login\r\n-ERR AUTH comes before login\r\n"
            "-ERR STLS comes before login\r\n");
}

TEST_F(transaction_state, commands_that_are_not_offered_say_so) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("APOP alice 0\r\n"), "-ERR APOP is not offered\r\n");
  EXPECT_EQ(client.ask("UTF8\r\nLANG\r\n"), "-ERR UTF8 is not offered\r\n-ERR LANG is not offered\r\n");
}

}  // namespace
}  // namespace pop3kit::serving
