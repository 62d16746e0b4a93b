#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using attacks = told_scenario;

TEST_F(attacks, early_end_of_message) {
  EXPECT_TRUE(refused(reader().fetch_message(1)));
  client mail = reader();
  std::size_t handed_over = 0;
  std::size_t truncated = 0;
  const auto many = mail.fetch_messages([&](const message_info&, result<mail_message> message) -> result<> {
    handed_over += message.has_value() ? 1 : 0;
    truncated += message.has_error() && message.error().code() == errc::message_truncated ? 1 : 0;
    return {};
  });
  EXPECT_TRUE(many.has_value());
  EXPECT_EQ(truncated, 2U);
  EXPECT_EQ(handed_over, 0U) << "half a message is none";
}

TEST_F(attacks, header_bomb) {
  auto bounded = plain();
  bounded.limits.header_octets = std::size_t{64} * 1024;
  EXPECT_TRUE(refused(client{bounded}.get_message_headers(1)));
  client mail{bounded};
  const auto listed = mail.list_messages();
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  for (const message_info& each : *listed) EXPECT_FALSE(each.headers.has_value());
  EXPECT_EQ(mail.last_report().headers_refused, 2U);
}

TEST_F(attacks, message_bomb) {
  auto bounded = plain();
  bounded.limits.kept_message_octets = std::size_t{64} * 1024;
  EXPECT_TRUE(refused(client{bounded}.fetch_message(1)));
}

TEST_F(attacks, nul_in_message) {
  EXPECT_EQ(reader().fetch_message(1).value().octets(), std::string("Subject: a\0b\r\n\r\n\xff\xfe\0\x80\r\n", 22));
}

TEST_F(attacks, smuggled_terminators) {
  client mail = reader();
  EXPECT_EQ(mail.fetch_message(1).value().octets(), "Subject: one\r\n\r\na\n.\nb\n.\r\nc\r.\r\n+OK 0 0\r\n");
  EXPECT_EQ(mail.get_message_count().value(), 2U);
}

TEST_F(attacks, reads_nothing_while_writing) {
  client mail = reader();
  std::uint64_t octets = 0;
  const auto report = mail.fetch_messages([&octets](const message_info&, result<mail_message> message) -> result<> {
    octets += message.value().octets().size();
    return {};
  });
  ASSERT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(report->messages, 300U);
  EXPECT_EQ(octets, 300U * 64 * 1024);
}

}  // namespace
}  // namespace pop3kit::scenarios
