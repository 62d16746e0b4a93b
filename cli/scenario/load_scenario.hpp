#pragma once

#include <pop3kit/scenario.hpp>
#include <string>

namespace pop3kit::command {

/// Loads and checks a scenario. Throws command_error: 9 if the scenario is invalid, with file and line, 8 if the file
/// cannot be read.
[[nodiscard]] scenario load_scenario(const std::string& file);

}  // namespace pop3kit::command
