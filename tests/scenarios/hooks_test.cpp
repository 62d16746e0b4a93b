#include "played_scenario.hpp"

namespace pop3kit::scenarios {
namespace {

class hooks : public played_scenario {
 protected:
  std::vector<bool> logins_of_a_run() {
    play("hooks/flaky_login.lua");
    std::vector<bool> lucky;
    for (int i = 0; i < 16; ++i) {
      const auto login = mail(security::none).connect();
      if (login.has_error()) {
        EXPECT_EQ(login.error().code(), errc::temporary_failure);
      }
      lucky.push_back(login.has_value());
    }
    return lucky;
  }
};

TEST_F(hooks, flaky_login) {
  const auto once = logins_of_a_run();
  EXPECT_THAT(once, ::testing::Contains(true));
  EXPECT_THAT(once, ::testing::Contains(false));
  EXPECT_EQ(logins_of_a_run(), once) << "the seed decides, and nothing else";
}

TEST_F(hooks, patient_retr) {
  play("hooks/patient_retr.lua");
  client reader = mail();
  EXPECT_TRUE(reader.fetch_message(6).has_value());
  const auto moved = reader.fetch_message(7);
  ASSERT_TRUE(moved.has_error());
  EXPECT_EQ(moved.error().kind(), fault::refused);
  EXPECT_TRUE(moved.error().session_usable());
  EXPECT_TRUE(reader.fetch_message(8).has_value());
}

}  // namespace
}  // namespace pop3kit::scenarios
