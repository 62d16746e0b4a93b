#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using tls = played_scenario;

TEST_F(tls, no_stls) {
  const auto& running = play("tls/no_stls.lua");
  EXPECT_FALSE(running.tls_port().has_value());
  const auto unprotected = mail(security::automatic).connect();
  ASSERT_TRUE(unprotected.has_error());
  EXPECT_EQ(unprotected.error().code(), errc::tls_not_offered);
  EXPECT_TRUE(verified()) << "nothing secret was sent";
}

TEST_F(tls, stls_only) {
  play("tls/stls_only.lua");
  client upgrading = mail(security::automatic);
  EXPECT_EQ(upgrading.get_message_count().value(), 1U);
  EXPECT_TRUE(upgrading.quit().has_value());
  EXPECT_EQ(seen("CAPA"), 3U) << "at connect, after STLS and after login";
  EXPECT_TRUE(mail(security::none).connect().has_error());
}

TEST_F(tls, stls_refused) {
  play("tls/stls_refused.lua");
  const auto refused = mail(security::automatic).connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::tls_refused);
  EXPECT_TRUE(verified()) << "nothing secret was sent";
}

}  // namespace
}  // namespace pop3kit::scenarios
