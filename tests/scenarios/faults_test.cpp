#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using faults = played_scenario;

TEST_F(faults, garbage_stat) {
  play("faults/garbage_stat.lua");
  const auto rubbish = mail().get_mailbox_info();
  ASSERT_TRUE(rubbish.has_error());
  EXPECT_EQ(rubbish.error().code(), errc::malformed_response);
  EXPECT_FALSE(rubbish.error().session_usable());
}

TEST_F(faults, greeting_refused) {
  play("faults/greeting_refused.lua");
  const auto declined = mail(security::none).connect();
  ASSERT_TRUE(declined.has_error());
  EXPECT_EQ(declined.error().kind(), fault::refused);
  EXPECT_EQ(declined.error().reply().value().code, response_code::sys_temp);
}

TEST_F(faults, lost_quit) {
  play("faults/lost_quit.lua");
  client deleting = mail();
  ASSERT_TRUE(deleting.delete_message(2).has_value());
  const auto report = deleting.commit_deletes().value();
  EXPECT_EQ(report.status, commit_status::unknown);
  ASSERT_EQ(report.messages.size(), 1U);
  EXPECT_EQ(report.messages.front().sequence_number, 2U);
  EXPECT_EQ(report.cause.value().kind(), fault::transport);
}

TEST_F(faults, missing_terminator) {
  play("faults/missing_terminator.lua");
  for (const auto how : {security::none, security::stls}) {
    const auto cut_off = mail(how).fetch_message(1);
    ASSERT_TRUE(cut_off.has_error());
    EXPECT_EQ(cut_off.error().kind(), fault::transport) << cut_off.error().message();
  }
}

TEST_F(faults, silent_server) {
  play("faults/silent_server.lua");
  auto impatient = options(security::none);
  impatient.timeout = std::chrono::seconds{1};
  const auto silence = client{impatient}.get_mailbox_info();
  ASSERT_TRUE(silence.has_error());
  EXPECT_EQ(silence.error().code(), errc::deadline_exceeded);
}

TEST_F(faults, slow) {
  play("faults/slow.lua");
  client waiting = mail();
  EXPECT_EQ(waiting.list_messages().value().size(), 20U);
  EXPECT_EQ(waiting.fetch_message(20).value().octets().size(), waiting.get_message_size(20).value());
}

TEST_F(faults, torn_retr) {
  play("faults/torn_retr.lua");
  client torn = mail();
  EXPECT_TRUE(torn.fetch_message(1).has_value());
  EXPECT_TRUE(torn.fetch_message(2).has_value());
  const auto half = torn.fetch_message(3);
  ASSERT_TRUE(half.has_error());
  EXPECT_EQ(half.error().kind(), fault::transport);
  EXPECT_EQ(half.error().retry_advice(), retry::now);
  client again = mail();
  EXPECT_EQ(again.fetch_message(3).value().octets().size(), again.get_message_size(3).value());
}

}  // namespace
}  // namespace pop3kit::scenarios
