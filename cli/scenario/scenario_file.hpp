#pragma once

#include <pop3kit/scenario.hpp>
#include <string>

namespace pop3kit::command {

/// The checked scenario. Throws command_error: 1 where it is wrong, with file and line, 8 where it cannot be read.
[[nodiscard]] scenario load_scenario(const std::string& file);

}  // namespace pop3kit::command
