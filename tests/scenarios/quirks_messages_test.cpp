#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using quirks = told_scenario;

TEST_F(quirks, bare_lf) {
  client mail = reader();
  EXPECT_EQ(mail.list_messages().value().size(), 2U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), "Subject: one\n\nThe first.\n");
  EXPECT_EQ(mail.get_message_headers(2).value().subject(), "two");
  EXPECT_TRUE(mail.quit().has_value());
}

TEST_F(quirks, lf_terminator) {
  EXPECT_TRUE(refused(impatient_reader().fetch_message(1)));
}

TEST_F(quirks, plus_err) {
  EXPECT_TRUE(refused(reader().fetch_message(1)));
}

TEST_F(quirks, reading_deletes) {
  client careful = reader();
  EXPECT_TRUE(careful.fetch_message(1).has_value());
  EXPECT_TRUE(careful.undelete_messages().has_value());
  EXPECT_TRUE(careful.quit().has_value());
  client careless = reader();
  EXPECT_EQ(careless.get_message_count().value(), 2U);
  EXPECT_TRUE(careless.fetch_message(1).has_value());
  EXPECT_TRUE(careless.quit().has_value());
  EXPECT_EQ(reader().get_message_count().value(), 1U) << "the server is as it says";
}

TEST_F(quirks, silence_in_message) {
  EXPECT_TRUE(refused(impatient_reader().fetch_message(1)));
  EXPECT_TRUE(refused(impatient_reader().list_messages()));
}

TEST_F(quirks, stray_octets_before_ok) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(quirks, terminator_without_lf) {
  EXPECT_TRUE(refused(impatient_reader().fetch_message(1)));
}

TEST_F(quirks, top_differs) {
  client mail = reader();
  EXPECT_EQ(mail.get_message_headers(1).value().subject(), "ONE");
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
}

TEST_F(quirks, top_sends_body) {
  client mail = reader();
  const auto header = mail.get_message_headers(1).value();
  EXPECT_EQ(header.fields().size(), 1U);
  EXPECT_EQ(header.subject(), "one");
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
}

TEST_F(quirks, unstuffed_first_dot) {
  EXPECT_TRUE(refused(reader().fetch_message(1)));
  EXPECT_EQ(reader().fetch_message(2).value().octets(), second_message);
}

TEST_F(quirks, unstuffed_message) {
  EXPECT_TRUE(refused(reader().fetch_message(1)));
  client mail = reader();
  EXPECT_EQ(mail.list_messages().value().size(), 1U);
  EXPECT_TRUE(refused(mail.fetch_message(1))) << "with its size known from LIST";
}

TEST_F(quirks, unstuffed_top) {
  EXPECT_TRUE(refused(reader().top(1, 10)));
  EXPECT_EQ(reader().get_message_headers(1).value().subject(), "dots") << "headers have no such lines";
}

TEST_F(quirks, wrong_octets_hint) {
  EXPECT_EQ(reader().fetch_message(1).value().octets(), first_message) << "nothing else is known of its size";
  client mail = reader();
  EXPECT_EQ(mail.list_messages().value().size(), 2U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  EXPECT_EQ(mail.fetch_message(2).value().octets(), second_message);
  std::size_t messages = 0;
  const auto report = mail.fetch_messages([&messages](const message_info&, result<mail_message> message) -> result<> {
    messages += message.has_value() ? 1 : 0;
    return {};
  });
  EXPECT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(messages, 2U);
  EXPECT_TRUE(mail.quit().has_value());
}

}  // namespace
}  // namespace pop3kit::scenarios
