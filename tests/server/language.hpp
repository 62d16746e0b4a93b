#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include "scenario_text.hpp"
#include "stage.hpp"

namespace pop3kit::serving {

/// A file of scenarios/language, played in memory under a clock that moves only on request. The tests check what a
/// client receives, octet by octet. Each test is named after its file.
class language : public ::testing::Test {
 protected:
  void play(const std::string& name, std::optional<std::uint64_t> seed = std::nullopt) {
    const auto made = scenario::load(std::string(POP3KIT_SCENARIOS) + "/language/" + name + ".lua");
    stage_ = std::make_unique<stage>();
    stage_->what = described(made);
    stage_->options.seed = seed;
  }

  stage& on() { return *stage_; }

  line_client& logged_in() { return on().logged_in(); }

  std::unique_ptr<stage> stage_;
};

}  // namespace pop3kit::serving
