#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using quirks = told_scenario;

TEST_F(quirks, bare_status) {
  client mail = reader();
  const auto listed = mail.list_messages(list_fields::ids_only);
  ASSERT_TRUE(listed.has_value()) << listed.error().message();
  ASSERT_EQ(listed->size(), 2U);
  EXPECT_EQ(listed->back().size, 29U);
  EXPECT_TRUE(listed->back().unique_id.has_value());
  EXPECT_EQ(mail.get_message_count().value(), 2U);
  EXPECT_EQ(mail.fetch_message(1).value().octets(), first_message);
  EXPECT_EQ(mail.get_message_headers(2).value().subject(), "two");
  EXPECT_TRUE(mail.delete_message(1).has_value());
  const auto declined_without_words = mail.delete_message(1);
  ASSERT_TRUE(declined_without_words.has_error());
  EXPECT_EQ(declined_without_words.error().kind(), fault::refused);
  EXPECT_EQ(mail.commit_deletes().value().status, commit_status::committed);
}

TEST_F(quirks, binds_to_tls_unique) {
  client_options chosen = options(security::implicit);
  EXPECT_EQ(client{chosen}.get_message_count().value(), 2U);
  chosen.login.mechanism = "SCRAM-SHA-256-PLUS";
  const auto insisted = client{chosen}.connect();
  ASSERT_TRUE(insisted.has_error());
  EXPECT_EQ(insisted.error().code(), errc::authentication_failed);
}

TEST_F(quirks, capa_ends_connection) {
  EXPECT_TRUE(refused(reader().connect()));
}

TEST_F(quirks, capa_then_err) {
  EXPECT_TRUE(refused(reader().connect()));
  EXPECT_EQ(seen("USER"), 0U);
}

TEST_F(quirks, capabilities_after_login) {
  client mail = reader_by("USER");
  EXPECT_TRUE(mail.get_capabilities().value().has("UIDL"));
  EXPECT_TRUE(mail.list_messages(list_fields::ids_only).value().front().unique_id.has_value());
}

TEST_F(quirks, challenge_without_space) {
  EXPECT_EQ(reader().get_message_count().value(), 2U);
}

TEST_F(quirks, chatty_challenge) {
  EXPECT_EQ(reader().get_message_count().value(), 2U);
}

TEST_F(quirks, closed_before_refusal) {
  const auto lost = reader().connect();
  EXPECT_TRUE(refused(lost));
  EXPECT_NE(lost.error().code(), condition::bad_credentials);
}

TEST_F(quirks, failed_apop_signs_off) {
  const auto wrong = reader_by("APOP").connect();
  EXPECT_TRUE(refused(wrong));
  EXPECT_EQ(wrong.error().reply().value().text, "wrong password");
  EXPECT_EQ(seen("USER"), 0U) << "the same password is not tried a second time";
}

TEST_F(quirks, in_use) {
  const auto locked = reader().connect();
  EXPECT_TRUE(refused(locked));
  EXPECT_EQ(locked.error().retry_advice(), retry::later);
  EXPECT_TRUE(reader().connect().has_value());
}

TEST_F(quirks, login_delay_in_words) {
  client mail = reader();
  const auto too_soon = mail.get_mailbox_info();
  EXPECT_TRUE(declined(too_soon));
  EXPECT_EQ(too_soon.error().reply().value().text, "login allowed only every 15 minutes");
  EXPECT_EQ(mail.fetch_message(2).value().octets(), second_message);
}

TEST_F(quirks, long_token) {
  auto chosen = plain();
  chosen.login.password.clear();
  chosen.login.token = std::string(5000, 'x');
  EXPECT_EQ(client{chosen}.get_message_count().value(), 2U);
}

TEST_F(quirks, no_capa) {
  auto secured = options(security::implicit);
  client mail{secured};
  EXPECT_TRUE(mail.get_capabilities().value().entries().empty());
  EXPECT_EQ(mail.list_messages().value().size(), 5U);
}

TEST_F(quirks, ok_as_challenge) {
  auto chosen = plain();
  chosen.login.first_response = initial_response::never;
  EXPECT_EQ(client{chosen}.get_message_count().value(), 2U);
}

TEST_F(quirks, slow_refusal) {
  EXPECT_TRUE(refused(reader().connect()));
  auto impatient = plain();
  impatient.timeout = std::chrono::milliseconds{100};
  const auto late = client{impatient}.connect();
  ASSERT_TRUE(late.has_error());
  EXPECT_EQ(late.error().code(), errc::deadline_exceeded);
}

TEST_F(quirks, stray_warning) {
  EXPECT_TRUE(refused(reader().connect()));
}

TEST_F(quirks, timestamp_behind_text) {
  EXPECT_EQ(reader_by("APOP").get_message_count().value(), 2U);
}

TEST_F(quirks, token_error_in_json) {
  auto chosen = plain();
  chosen.login.password.clear();
  chosen.login.token = "stale";
  const auto stale = client{chosen}.connect();
  EXPECT_TRUE(refused(stale));
  EXPECT_EQ(stale.error().detail(), "status 400, schemes Bearer");
  EXPECT_EQ(seen("AUTH"), 1U);
}

TEST_F(quirks, two_ok_lines) {
  EXPECT_TRUE(refused(reader().connect()));
  EXPECT_EQ(seen("PASS"), 0U);
}

TEST_F(quirks, unannounced_mechanism) {
  auto chosen = plain();
  chosen.login.password.clear();
  chosen.login.token = "good";
  chosen.login.mechanism = "XOAUTH2";
  EXPECT_TRUE(refused(client{chosen}.connect()));
  EXPECT_EQ(seen("AUTH"), 0U);
}

}  // namespace
}  // namespace pop3kit::scenarios
