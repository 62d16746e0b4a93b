#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using rfc2449 = played_scenario;

TEST_F(rfc2449, expire) {
  play("rfc2449/expire.lua");
  const auto announced = mail().get_capabilities();
  ASSERT_TRUE(announced.has_value());
  ASSERT_TRUE(announced->expire().has_value());
  EXPECT_EQ(announced->expire()->days, 30U);
  EXPECT_FALSE(announced->utf8());
  EXPECT_EQ(mail().languages().error().code(), errc::capability_missing);
  EXPECT_EQ(mail().enable_utf8().error().code(), errc::capability_missing);
}

TEST_F(rfc2449, login_delay) {
  play("rfc2449/login_delay.lua");
  client first = mail_over(3);
  ASSERT_EQ(first.list_messages().value().size(), 25U) << "refused followers cost nothing but themselves";
  const auto announced = first.get_capabilities();
  ASSERT_TRUE(announced.has_value() && announced->login_delay().has_value());
  EXPECT_EQ(announced->login_delay()->least, std::chrono::hours(1));
  const auto second = mail().get_message_count();
  ASSERT_TRUE(second.has_error());
  EXPECT_EQ(second.error().code(), errc::login_delay);
}

}  // namespace
}  // namespace pop3kit::scenarios
