#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using quirks = told_scenario;
using lines = std::vector<std::string>;

std::vector<std::string> listed_by(client mail) {
  const auto listed = mail.list_messages(list_fields::ids_only);
  EXPECT_TRUE(listed.has_value()) << listed.error().message();
  return listed ? gist(*listed) : lines();
}

TEST_F(quirks, blank_unique_ids) {
  EXPECT_EQ(listed_by(reader()), (lines{"1  28", "2 two 29"}));
  EXPECT_FALSE(reader().list_messages().value().front().unique_id.has_value());
}

TEST_F(quirks, bogus_listing_line) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(quirks, duplicate_unique_ids) {
  client mail = reader_over(5);
  const auto listed = mail.list_messages().value();
  ASSERT_EQ(listed.size(), 30U);
  EXPECT_EQ(mail.last_report().opened, 1U) << "numbers alone cannot match messages across connections";
  const auto any = listed.front().unique_id.value();
  EXPECT_EQ(listed.back().unique_id, any);
  EXPECT_TRUE(declined(mail.delete_message(any)));
  EXPECT_EQ(seen("DELE"), 0U);
}

TEST_F(quirks, empty_maildrop) {
  client mail = reader();
  EXPECT_EQ(mail.get_message_count().value(), 0U);
  EXPECT_EQ(mail.get_mailbox_size().value(), 0U);
  EXPECT_TRUE(mail.list_messages().value().empty());
}

TEST_F(quirks, gaps_in_numbers) {
  EXPECT_EQ(listed_by(reader()), (lines{"2 two 28", "7 seven 29"}));
}

TEST_F(quirks, huge_list_sizes) {
  client mail = reader();
  const auto listed = mail.list_messages().value();
  EXPECT_EQ(listed.front().size, 6'442'450'944U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  std::string together;
  const auto report = mail.fetch_messages([&together](const message_info&, result<mail_message> message) -> result<> {
    together += message.value().octets();
    return {};
  });
  EXPECT_EQ(report.value().messages, 2U);
  EXPECT_EQ(together, std::string(first_message) + second_message);
}

TEST_F(quirks, incomplete_uidl) {
  EXPECT_EQ(listed_by(reader_over(5)), (lines{"1 one 28", "2  29"}));
}

TEST_F(quirks, line_ends_counted_once) {
  client mail = reader();
  EXPECT_EQ(mail.list_messages().value().back().size, 26U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  EXPECT_EQ(mail.fetch_message(2).value().octets(), second_message);
}

TEST_F(quirks, list_from_zero) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(quirks, message_between_listings) {
  client mail = reader();
  const auto listed = mail.list_messages(list_fields::ids_only).value();
  EXPECT_EQ(gist(listed), (lines{"1 one 28", "2 two 29", "3 three 0"}));
  EXPECT_FALSE(listed.back().size.has_value());
}

TEST_F(quirks, missing_unique_ids) {
  EXPECT_EQ(listed_by(reader()), (lines{"1  28", "2  29"}));
  const auto nobody = reader().fetch_message(unique_id{"1"});
  ASSERT_TRUE(nobody.has_error());
  EXPECT_EQ(nobody.error().code(), errc::no_such_message);
}

TEST_F(quirks, multi_line_list_n) {
  EXPECT_TRUE(refused(reader().get_message_size(1)));
  EXPECT_TRUE(refused(patient_reader().get_message_info(2)));
  const auto pipelined = reader().get_message_info(1);
  ASSERT_TRUE(pipelined.has_error());
  EXPECT_EQ(pipelined.error().code(), errc::malformed_status_line);
}

TEST_F(quirks, negative_size) {
  client mail = reader();
  const auto listed = mail.list_messages().value();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].size, std::nullopt);
  EXPECT_EQ(listed[1].size, 29U);
  EXPECT_EQ(mail.get_message_info(1).value().size, std::nullopt);
  const auto size = mail.get_message_size(1);
  ASSERT_TRUE(size.has_error());
  EXPECT_EQ(size.error().code(), errc::malformed_response);
  EXPECT_TRUE(size.error().session_usable());
  EXPECT_EQ(mail.get_message_size(2).value(), 29U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
}

TEST_F(quirks, negative_total) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(quirks, no_top) {
  client mail = reader();
  const auto listed = mail.list_messages().value();
  ASSERT_EQ(listed.size(), 5U);
  for (const auto& each : listed) {
    EXPECT_FALSE(each.headers.has_value());
    EXPECT_TRUE(each.unique_id.has_value());
  }
  EXPECT_EQ(mail.last_report().headers_refused, 5U);
  EXPECT_EQ(seen("RETR"), 0U);
}

TEST_F(quirks, no_uidl) {
  client mail = reader();
  const auto listed = mail.list_messages().value();
  ASSERT_EQ(listed.size(), 5U);
  for (const auto& each : listed) {
    EXPECT_FALSE(each.unique_id.has_value());
    EXPECT_TRUE(each.headers.has_value());
  }
}

TEST_F(quirks, odd_unique_ids) {
  const std::string strange = "a b/../c \xff\xfe";
  const std::string endless(300, 'u');
  EXPECT_EQ(listed_by(reader()), (lines{"1 " + strange + " 28", "2 " + endless + " 29"}));
  EXPECT_EQ(reader().fetch_message(unique_id{strange}).value().octets(), first_message);
  EXPECT_EQ(reader().fetch_message(unique_id{endless}).value().octets(), second_message);
}

TEST_F(quirks, small_list_sizes) {
  client mail = reader();
  EXPECT_EQ(mail.list_messages().value().front().size, 10U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  EXPECT_EQ(mail.fetch_message(2).value().octets(), second_message);
}

TEST_F(quirks, spaces_in_uidl) {
  EXPECT_EQ(listed_by(reader()), (lines{"1 one 28", "2 two 29"}));
  EXPECT_EQ(reader().get_message_info(1).value().unique_id, unique_id{"one"});
}

TEST_F(quirks, uidl_n_without_number) {
  EXPECT_TRUE(refused(reader().get_message_info(1)));
}

TEST_F(quirks, words_behind_numbers) {
  client mail = reader();
  EXPECT_EQ(mail.get_mailbox_info().value().occupied_size, 57U);
  EXPECT_EQ(mail.get_message_size(1).value(), 28U);
}

TEST_F(quirks, zero_total) {
  const auto held = reader().get_mailbox_info().value();
  EXPECT_EQ(held.message_count, 2U);
  EXPECT_EQ(held.occupied_size, 0U);
}

}  // namespace
}  // namespace pop3kit::scenarios
