#include "net/tcp/descriptors.hpp"

#include <gtest/gtest.h>

#include "support/descriptor_limit.hpp"

namespace pop3kit::testing {
namespace {

TEST(descriptors, that_are_left_are_those_up_to_the_limit) {
  {
    const descriptor_limit limit(5);
    EXPECT_EQ(net::descriptors_left(), 5U);
  }
  {
    const descriptor_limit limit(0);
    EXPECT_EQ(net::descriptors_left(), 0U);
  }
  EXPECT_GT(net::descriptors_left(), 5U);
}

}  // namespace
}  // namespace pop3kit::testing
