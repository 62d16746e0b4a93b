#include <gtest/gtest.h>

#include <vector>

#include "arguments/client_arguments.hpp"
#include "mailbox/message_ids.hpp"

namespace pop3kit::command {
namespace {

TEST(server_url, default_ports_rfc2384_3_rfc8314_3_3) {
  EXPECT_EQ(parse_server_url("pop3://alice@pop.example.org").port, 110);
  EXPECT_FALSE(parse_server_url("pop3://alice@pop.example.org").implicit_tls);
  EXPECT_EQ(parse_server_url("POP3S://alice@pop.example.org").port, 995);
  EXPECT_TRUE(parse_server_url("pop3s://alice@pop.example.org/").implicit_tls);
}

TEST(server_url, user_mechanism_and_port_rfc2384_5) {
  const server_url url = parse_server_url("pop3://rg;AUTH=+APOP@mail.eudora.com:8110");
  EXPECT_EQ(url.user, "rg");
  EXPECT_EQ(url.mechanism, "APOP");
  EXPECT_EQ(url.host, "mail.eudora.com");
  EXPECT_EQ(url.port, 8110);
  EXPECT_EQ(parse_server_url("pop3://baz;AUTH=SCRAM-SHA-1@foo.bar").mechanism, "SCRAM-SHA-1");
  EXPECT_EQ(parse_server_url("pop3://rg;AUTH=*@foo.bar").mechanism, "");
}

TEST(server_url, percent_encoding_and_at_signs_in_the_user) {
  EXPECT_EQ(parse_server_url("pop3://alice%40example.org@host").user, "alice@example.org");
  EXPECT_EQ(parse_server_url("pop3://alice@example.org@host").user, "alice@example.org");
  EXPECT_EQ(parse_server_url("pop3://a%3ab@host").user, "a:b");
}

TEST(server_url, ipv6_literals_rfc3986_3_2_2) {
  const server_url url = parse_server_url("pop3s://alice@[::1]:9950");
  EXPECT_EQ(url.host, "::1");
  EXPECT_EQ(url.port, 9950);
  EXPECT_EQ(url.where(), "[::1]:9950");
}

TEST(server_url, what_is_no_url_of_a_maildrop_is_a_usage_error) {
  const std::vector<std::string> table{"",
                                       "host",
                                       "http://host",
                                       "imap://alice@host",
                                       "pop3://",
                                       "pop3://alice@",
                                       "pop3://@host",
                                       "pop3://alice@host:0",
                                       "pop3://alice@host:65536",
                                       "pop3://alice@host:-1",
                                       "pop3://alice@host:11o",
                                       "pop3://alice@[::1",
                                       "pop3://alice@[12345::1]",
                                       "pop3://alice@[::1]110",
                                       "pop3://alice@host/1",
                                       "pop3://alice@host?x",
                                       "pop3://alice@host#x",
                                       "pop3://alice@ho st",
                                       "pop3://al%zzice@host",
                                       "pop3://alice%4@host",
                                       "pop3://alice%0D%0ADELE@host",
                                       "pop3://alice%00@host",
                                       "pop3://alice;AUTH=@host",
                                       "pop3://alice;PLAIN@host",
                                       "pop3://alice:s3cret@host"};
  for (const std::string& each : table) {
    try {
      static_cast<void>(parse_server_url(each));
      ADD_FAILURE() << each << " was taken";
    } catch (const command_error& refused) {
      EXPECT_EQ(refused.status(), exit_status::usage) << each;
      EXPECT_EQ(std::string{refused.what()}.find("s3cret"), std::string::npos) << refused.what();
    }
  }
}

TEST(message_id, numbers_and_unique_ids_each_once) {
  const auto ids = parse_message_ids({"3", "uid:a7", "3", "uid:3", "uid:a7"});
  ASSERT_EQ(ids.size(), 3U);
  EXPECT_EQ(*ids[0].which.number(), 3U);
  EXPECT_EQ(ids[1].which.id()->str(), "a7");
  EXPECT_EQ(ids[2].which.id()->str(), "3");
}

TEST(message_id, anything_else_is_a_usage_error) {
  for (const std::string each :
       {"", "0", "-1", "+1", "1x", "x", "uid:", "1.5", "18446744073709551616", "uid:a\r\nDELE 1", "uid:a\nb"}) {
    EXPECT_THROW(static_cast<void>(parse_message_ids({each})), command_error) << each;
  }
  EXPECT_EQ(*parse_message_ids({"18446744073709551615"})[0].which.number(), 18446744073709551615ULL);
}

TEST(time_span, is_read_in_every_unit) {
  using namespace std::chrono_literals;
  EXPECT_EQ(parse_time_span("500ms", "--timeout"), 500ms);
  EXPECT_EQ(parse_time_span("30s", "--timeout"), 30s);
  EXPECT_EQ(parse_time_span("30", "--timeout"), 30s);
  EXPECT_EQ(parse_time_span("2m", "--timeout"), 2min);
  EXPECT_EQ(parse_time_span("1h", "--timeout"), 1h);
  for (const std::string each : {"", "0", "0s", "-1s", "s", "10x", "1 s", "99999999999", "4000000000h"}) {
    EXPECT_THROW(static_cast<void>(parse_time_span(each, "--timeout")), command_error) << each;
  }
}

}  // namespace
}  // namespace pop3kit::command
