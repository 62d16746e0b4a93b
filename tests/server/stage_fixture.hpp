#pragma once

#include <gtest/gtest.h>

#include "stage.hpp"

namespace pop3kit::serving {

/// A test with a service on a stage.
class stage_fixture : public ::testing::Test {
 protected:
  line_client& logged_in() { return on_.logged_in(); }

  stage on_;
};

}  // namespace pop3kit::serving
