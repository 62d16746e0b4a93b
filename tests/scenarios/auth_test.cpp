#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using auth = played_scenario;

TEST_F(auth, login_delay) {
  play("auth/login_delay.lua");
  client first = mail();
  ASSERT_TRUE(first.connect().has_value());
  const auto too_soon = mail().connect();
  ASSERT_TRUE(too_soon.has_error());
  EXPECT_EQ(too_soon.error().code(), errc::login_delay);
  EXPECT_EQ(too_soon.error().retry_advice(), retry::later);
  EXPECT_TRUE(mail().connect().has_value());
}

TEST_F(auth, refused_login) {
  play("auth/refused_login.lua");
  const auto refused = mail().connect();
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().code(), errc::authentication_failed);
  EXPECT_EQ(refused.error().retry_advice(), retry::never);
  EXPECT_EQ(seen("PASS") + seen("AUTH"), 1U) << "a wrong password is tried once";
}

TEST_F(auth, temporary_failure) {
  play("auth/temporary_failure.lua");
  const auto away = mail().connect();
  ASSERT_TRUE(away.has_error());
  EXPECT_EQ(away.error().code(), errc::temporary_failure);
  EXPECT_EQ(away.error().retry_advice(), retry::later);
  EXPECT_EQ(mail().get_message_count().value(), 1U);
}

}  // namespace
}  // namespace pop3kit::scenarios
