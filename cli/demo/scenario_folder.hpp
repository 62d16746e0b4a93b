#pragma once

#include <string>

namespace pop3kit::command {

/// A scenario that comes with pop3kit: from beside the installed command, or from the source tree it was built in.
/// Throws command_error (8) where neither has it.
[[nodiscard]] std::string shipped_scenario(const std::string& name);

}  // namespace pop3kit::command
