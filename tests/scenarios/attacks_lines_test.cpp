#include "told_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using attacks = told_scenario;

/// No octet of a login was sent to a server that does not greet as a POP3 server does.
#define A_GREETING(file)                        \
  TEST_F(attacks, file) {                       \
    EXPECT_TRUE(refused(reader().connect()));   \
    EXPECT_EQ(seen("CAPA") + seen("AUTH"), 0U); \
  }

A_GREETING(greeting_of_http)
A_GREETING(greeting_of_imap)
A_GREETING(greeting_of_rubbish)
A_GREETING(greeting_of_smtp)
A_GREETING(greeting_of_ssh)
A_GREETING(greeting_without_end)
A_GREETING(reply_before_command)

TEST_F(attacks, greeting_never_comes) {
  EXPECT_TRUE(refused(impatient_reader().connect()));
  EXPECT_EQ(seen("CAPA"), 0U);
}

TEST_F(attacks, control_in_capability) {
  EXPECT_TRUE(refused(reader().connect()));
}

TEST_F(attacks, endless_capabilities) {
  EXPECT_TRUE(refused(reader().connect()));
}

TEST_F(attacks, endless_challenge) {
  EXPECT_TRUE(refused(reader().connect()));
}

TEST_F(attacks, endless_line) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, long_status_line) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, escapes_in_text) {
  client mail = reader();
  const auto shown = mail.delete_message(1);
  EXPECT_TRUE(declined(shown));
  EXPECT_EQ(shown.error().message().find_first_of(std::string("\033\a\0", 3)), std::string::npos);
  EXPECT_EQ(shown.error().reply().value().text, std::string("\033[2J\a no such\0 message \xff", 24));
  EXPECT_EQ(mail.get_message_count().value(), 2U);
}

TEST_F(attacks, garbage_behind_quit) {
  client mail = reader();
  ASSERT_TRUE(mail.delete_message(1).has_value());
  const auto report = mail.commit_deletes().value();
  EXPECT_EQ(report.status, commit_status::unknown);
  ASSERT_EQ(report.messages.size(), 1U);
  EXPECT_EQ(report.cause.value().code(), errc::malformed_status_line);
}

TEST_F(attacks, no_status_word) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, trailing_octets) {
  EXPECT_TRUE(refused(reader().get_mailbox_info()));
}

TEST_F(attacks, two_replies) {
  client mail = reader();
  EXPECT_TRUE(refused(mail.delete_message(1)));
  EXPECT_EQ(reader().get_message_count().value(), 2U) << "nothing was committed";
}

TEST_F(attacks, unasked_reply) {
  client mail = reader();
  EXPECT_TRUE(refused(mail.delete_message(1)));
  EXPECT_EQ(reader().get_message_count().value(), 2U) << "nothing was committed";
}

TEST_F(attacks, unclosed_response_code) {
  client mail = reader();
  const auto odd = mail.get_mailbox_info();
  EXPECT_TRUE(declined(odd));
  EXPECT_EQ(odd.error().reply().value().text, "[IN-USE but not closed");
  EXPECT_EQ(odd.error().retry_advice(), retry::never);
}

}  // namespace
}  // namespace pop3kit::scenarios
