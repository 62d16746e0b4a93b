#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using attacks = told_scenario;

TEST_F(attacks, descending_listing) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, early_end_of_listing) {
  EXPECT_TRUE(refused(patient_reader().list_messages()));
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, endless_listing) {
  auto bounded = plain();
  bounded.limits.listing_entries = 1000;
  EXPECT_TRUE(refused(client{bounded}.list_messages(list_fields::ids_only)));
  const auto waited = impatient_reader().list_messages(list_fields::ids_only);
  ASSERT_TRUE(waited.has_error());
  EXPECT_EQ(waited.error().code(), errc::deadline_exceeded) << "within the usual limits";
}

TEST_F(attacks, garbage_numbers) {
  EXPECT_TRUE(refused(reader().get_message_size(1)));
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, largest_size) {
  client mail = reader();
  EXPECT_EQ(mail.get_mailbox_info().value().occupied_size, UINT64_MAX);
  EXPECT_EQ(mail.list_messages(list_fields::ids_only).value().back().size, UINT64_MAX);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  std::size_t messages = 0;
  const auto report = mail.fetch_messages([&messages](const message_info&, result<mail_message> message) -> result<> {
    messages += message.has_value() ? 1 : 0;
    return {};
  });
  EXPECT_TRUE(report.has_value()) << report.error().message();
  EXPECT_EQ(messages, 2U);
}

TEST_F(attacks, listing_without_body) {
  EXPECT_TRUE(refused(impatient_reader().list_unique_ids()));
}

TEST_F(attacks, listing_without_end) {
  EXPECT_TRUE(refused(reader().list_unique_ids()));
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, long_unique_id) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, malformed_unique_ids) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, multi_line_stat) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, nul_in_number) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, repeated_number) {
  EXPECT_TRUE(refused(reader().list_messages()));
}

TEST_F(attacks, size_beyond_64_bits) {
  EXPECT_TRUE(refused(reader().list_messages()));
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, wrong_number_in_list) {
  EXPECT_TRUE(refused(reader().get_message_size(1)));
}

TEST_F(attacks, wrong_number_in_uidl) {
  EXPECT_TRUE(refused(reader().get_message_info(1)));
}

}  // namespace
}  // namespace pop3kit::scenarios
