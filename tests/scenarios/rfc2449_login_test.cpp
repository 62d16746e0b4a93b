#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

using rfc2449 = played_scenario;

TEST_F(rfc2449, pipelined_login) {
  play("rfc2449/pipelined_login.lua");
  client first = mail(security::none);
  EXPECT_EQ(first.list_messages(list_fields::ids_only).value().size(), 3U);
  client_options again = options(security::none);
  again.login.mechanism = "USER";
  again.remembered = first.get_known_capabilities();
  ASSERT_TRUE(again.remembered.has_value());
  ASSERT_TRUE(first.quit().has_value());
  client second{again};
  EXPECT_EQ(second.list_messages().value().size(), 3U);
  EXPECT_TRUE(second.quit().has_value());
  EXPECT_TRUE(verified());
}

}  // namespace
}  // namespace pop3kit::scenarios
