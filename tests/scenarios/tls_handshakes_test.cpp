#include <algorithm>
#include <chrono>
#include <sstream>

#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using tls = played_scenario;
using ::testing::HasSubstr;

TEST_F(tls, handshake_cut) {
  play("tls/handshake_cut.lua");
  expect_refused_on_both_ports(errc::tls_handshake_cut);
  EXPECT_TRUE(verified());
}

TEST_F(tls, handshake_reset) {
  play("tls/handshake_reset.lua");
  expect_refused_on_both_ports(errc::tls_handshake_cut);
  EXPECT_TRUE(verified());
}

TEST_F(tls, handshake_stalled) {
  play("tls/handshake_stalled.lua");
  patience_ = std::chrono::milliseconds{300};
  expect_refused_on_both_ports(errc::deadline_exceeded);
  EXPECT_TRUE(verified());
}

TEST_F(tls, handshake_slow) {
  play("tls/handshake_slow.lua");
  EXPECT_EQ(mail().get_message_count().value(), 1U);
  EXPECT_EQ(mail(security::implicit).get_message_count().value(), 1U);
}

TEST_F(tls, handshake_garbled) {
  play("tls/handshake_garbled.lua");
  expect_refused_on_both_ports(errc::tls_handshake_failed);
  EXPECT_TRUE(verified());
}

TEST_F(tls, no_close_notify) {
  play("tls/no_close_notify.lua");
  client mail{options()};
  EXPECT_EQ(mail.fetch_message(1).value().octets().empty(), false);
  mail.delete_message(1).value();
  EXPECT_EQ(mail.commit_deletes().value().status, commit_status::committed);
}

TEST_F(tls, truncated_message) {
  play("tls/truncated_message.lua");
  client mail{options()};
  std::ostringstream kept;
  const auto cut = mail.save_message(2, kept);
  ASSERT_TRUE(cut.has_error());
  EXPECT_EQ(cut.error().code(), errc::tls_truncated) << cut.error().message();
  EXPECT_FALSE(cut.error().session_usable());
  EXPECT_EQ(cut.error().retry_advice(), retry::now);
}

TEST_F(tls, stls_injection) {
  play("tls/stls_injection.lua");
  const auto refused = mail().connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::data_before_tls) << refused.error().message();
  EXPECT_EQ(refused.error().kind(), fault::protocol);
  EXPECT_TRUE(verified());
}

TEST_F(tls, plaintext_on_tls_port) {
  play("tls/plaintext_on_tls_port.lua");
  const auto refused = mail(security::implicit).connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::tls_not_spoken) << refused.error().message();
  EXPECT_TRUE(verified());
}

TEST_F(tls, a_client_for_the_tls_port_on_the_plain_one_is_told_what_is_wrong) {
  const auto& running = play("tls/no_stls.lua");
  auto mistaken = options();
  mistaken.protection = security::implicit;
  mistaken.port = running.port().value();
  const auto refused = client{mistaken}.connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::tls_not_spoken);
  EXPECT_THAT(refused.error().message(), HasSubstr("use STLS (pop3://) here"));
}

TEST_F(tls, stls_stripped) {
  play("tls/stls_stripped.lua");
  const auto refused = mail(security::automatic).connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::tls_not_offered);
  EXPECT_TRUE(verified());
}

TEST_F(tls, stls_hanging) {
  play("tls/stls_hanging.lua");
  patience_ = std::chrono::milliseconds{300};
  const auto refused = mail().connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::deadline_exceeded);
  EXPECT_TRUE(verified());
}

TEST_F(tls, resumption) {
  const auto& running = play("tls/resumption.lua");
  client several = mail_over(3);
  EXPECT_EQ(several.list_messages().value().size(), 60U);
  EXPECT_TRUE(several.quit().has_value());
  EXPECT_TRUE(several.connect().has_value());
  std::size_t handshakes = 0;
  for (const auto& entry : running.journal()) {
    if (entry.kind != journal_kind::tls) continue;
    ++handshakes;
    EXPECT_EQ(entry.text.ends_with(" resumed"), entry.connection > 1) << entry.text;
  }
  EXPECT_GE(handshakes, 3U) << "the leader, at least one follower, and once more";
}

}  // namespace
}  // namespace pop3kit::scenarios
