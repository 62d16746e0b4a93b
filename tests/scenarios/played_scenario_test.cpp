#include "played_scenario.hpp"

#include <gtest/gtest-spi.h>

namespace pop3kit::scenarios {
namespace {

/// The fixture outside of a test of its own, to see it fail. The client does not do what the scenario expects.
class client_that_does_nothing : public played_scenario {
 public:
  void TestBody() override {
    for (int times = 0; times < plays; ++times) {
      play("rfc1939/delete_and_quit.lua");
      if (excused) verdict_may_fail("this is what is tested");
    }
    if (asks) {
      EXPECT_FALSE(verified());
    }
  }
  void run() {
    TestBody();
    TearDown();
  }

  int plays = 1;
  bool excused = false;
  bool asks = false;
};

TEST(played_scenario, fails_if_the_client_does_not_do_what_the_scenario_expects) {
  EXPECT_NONFATAL_FAILURE(client_that_does_nothing().run(), "it never came");
}

TEST(played_scenario, fails_for_a_scenario_that_was_played_before_another) {
  client_that_does_nothing test;
  test.plays = 2;
  test.asks = true;
  EXPECT_NONFATAL_FAILURE(test.run(), "it never came");
}

TEST(played_scenario, leaves_the_verdict_to_a_test_that_asks_for_it) {
  client_that_does_nothing test;
  test.asks = true;
  test.run();
}

TEST(played_scenario, lets_the_verdict_fail_for_a_reason) {
  client_that_does_nothing test;
  test.excused = true;
  test.run();
}

}  // namespace
}  // namespace pop3kit::scenarios
