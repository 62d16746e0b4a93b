#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {
namespace {

class pipelining : public ::testing::Test {
 protected:
  stage on_;
};

const std::string login = "USER alice\r\nPASS s3cret\r\n";
const std::string login_replies = "+OK send PASS\r\n+OK alice's maildrop has 2 messages (320 octets)\r\n";

TEST_F(pipelining, a_whole_session_in_one_write_rfc2449_6_6) {
  EXPECT_EQ(on_.connect().ask(login + "STAT\r\nLIST 1\r\nRETR 1\r\nDELE 1\r\nQUIT\r\n"),
            login_replies + "+OK 2 320\r\n+OK 1 120\r\n+OK 120 octets\r\n" + message_of(120) +
                ".\r\n+OK message 1 deleted\r\n+OK pop3kit POP3 server signing off (1 message left)\r\n");
}

TEST_F(pipelining, octet_by_octet_gives_the_same_replies) {
  line_client& client = on_.connect();
  for (const char octet : login + "STAT\r\nUIDL 2\r\n") client.send(std::string(1, octet));
  EXPECT_EQ(client.take(), login_replies + "+OK 2 320\r\n+OK 2 uid-2\r\n");
}

TEST_F(pipelining, every_split_in_two_gives_the_same_replies) {
  on_.alice().lock = false;
  const std::string all = login + "STAT\r\nTOP 1 0\r\n";
  const std::string expected = login_replies + "+OK 2 320\r\n+OK top of message follows\r\nSubject: test\r\n\r\n.\r\n";
  for (std::size_t split = 0; split <= all.size(); ++split) {
    line_client& client = on_.connect();
    client.send(all.substr(0, split));
    client.send(all.substr(split));
    EXPECT_EQ(client.take(), expected) << "split at " << split;
  }
}

TEST_F(pipelining, the_login_exchange_may_be_sent_ahead) {
  EXPECT_EQ(on_.connect().ask("AUTH PLAIN\r\nAGFsaWNlAHMzY3JldA==\r\nSTAT\r\n"),
            "+ \r\n+OK alice's maildrop has 2 messages (320 octets)\r\n+OK 2 320\r\n");
}

TEST_F(pipelining, thousands_of_commands_at_once_are_all_answered) {
  line_client& client = on_.connect();
  client.log_in();
  std::string commands;
  std::string expected;
  for (int times = 0; times < 5000; ++times) {
    commands += "LIST 2\r\n";
    expected += "+OK 2 200\r\n";
  }
  EXPECT_EQ(client.ask(commands), expected);
}

TEST_F(pipelining, an_error_among_them_concerns_itself_alone) {
  EXPECT_EQ(on_.connect().ask(login + "RETR 9\r\nSTAT\r\n"),
            login_replies + "-ERR no such message, only 2 messages in maildrop\r\n+OK 2 320\r\n");
}

TEST_F(pipelining, a_client_that_does_not_read_is_not_read_from) {
  on_.alice().mailbox = mailbox_of({message_of(50'000)});
  on_.pipe_octets = 1000;
  line_client& client = on_.connect();
  client.log_in();
  client.pause();
  std::string commands;
  for (int times = 0; times < 200; ++times) commands += "RETR 1\r\n";
  client.send(commands);
  // Some commands were taken, with what the output may hold; the others wait on the wire.
  const std::size_t taken = on_.journal(journal_kind::command).size() - 2;
  EXPECT_LT(taken, 70U);
  client.resume();
  const std::string replies = client.take();
  EXPECT_EQ(replies.size(), 200 * (std::string("+OK 50000 octets\r\n").size() + 50'000 + 3));
}

TEST_F(pipelining, a_client_that_never_reads_is_left_in_the_end) {
  on_.alice().mailbox = mailbox_of({message_of(500'000)});
  line_client& client = on_.connect();
  client.log_in();
  client.pause();
  client.send("RETR 1\r\n");
  EXPECT_EQ(on_.running().sessions(), 1U);
  on_.pass(std::chrono::minutes(11));
  EXPECT_EQ(on_.running().sessions(), 0U);
}

TEST_F(pipelining, bare_lf_ends_a_command_too) {
  EXPECT_EQ(on_.connect().ask("USER alice\n"), "+OK send PASS\r\n");
}

TEST_F(pipelining, the_longest_command_is_taken_rfc2449_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER " + std::string(248, 'u') + "\r\n"), "+OK send PASS\r\n");
}

TEST_F(pipelining, a_longer_one_is_refused_and_the_connection_closed_rfc2449_4) {
  line_client& client = on_.connect();
  EXPECT_EQ(client.ask("USER " + std::string(249, 'u') + "\r\nNOOP\r\n"), "-ERR line too long\r\n");
  EXPECT_EQ(client.end(), errc::connection_closed);
}

TEST_F(pipelining, a_line_that_never_ends_costs_no_memory_and_is_given_up) {
  line_client& client = on_.connect();
  client.send(std::string(500'000, 'x'));
  EXPECT_FALSE(client.ended());
  EXPECT_EQ(client.take(), "");
  client.send(std::string(600'000, 'x'));
  EXPECT_EQ(client.take(), "-ERR line too long\r\n");
  EXPECT_TRUE(client.ended());
}

TEST_F(pipelining, octets_of_every_value_are_refused_in_good_order) {
  line_client& client = on_.connect();
  std::string all;
  for (int octet = 0; octet < 256; ++octet) {
    if (octet != '\n') all += static_cast<char>(octet);
  }
  EXPECT_EQ(client.ask(all.substr(0, 128) + "\r\n" + all.substr(128) + "\r\n"),
            "-ERR unknown command\r\n-ERR unknown command\r\n");
  EXPECT_EQ(client.ask("USER alice\r\n"), "+OK send PASS\r\n");
}

TEST_F(pipelining, half_a_command_and_the_end_is_no_command) {
  line_client& client = on_.connect();
  client.log_in();
  client.send("DELE 1\r\nQUIT");
  client.finish();
  EXPECT_EQ(client.take(), "+OK message 1 deleted\r\n");
  EXPECT_TRUE(client.ended());
  line_client& next = on_.connect();
  next.log_in();
  EXPECT_EQ(next.ask("STAT\r\n"), "+OK 2 320\r\n");
}

TEST_F(pipelining, replies_are_still_sent_to_a_client_that_has_finished_sending) {
  line_client& client = on_.connect();
  client.send(login + "STAT\r\n");
  client.finish();
  EXPECT_EQ(client.take(), login_replies + "+OK 2 320\r\n");
}

}  // namespace
}  // namespace pop3kit::serving
