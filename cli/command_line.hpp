#pragma once

#include <functional>

namespace pop3kit::command {

/// What the arguments ask for: done by calling it, which throws command_error. Empty where they asked for help or the
/// version, which has been written to standard output. Throws command_error (2) for wrong arguments.
[[nodiscard]] std::function<void()> parse_command_line(int count, const char* const* arguments);

}  // namespace pop3kit::command
