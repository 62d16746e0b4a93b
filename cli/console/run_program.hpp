#pragma once

#include <functional>

namespace pop3kit::command {

/// Does the work of main(): prepares the process, calls `parse`, calls what it returns unless that is empty, and prints
/// the error of either. Returns the exit status.
[[nodiscard]] int run_program(const std::function<std::function<void()>()>& parse);

}  // namespace pop3kit::command
