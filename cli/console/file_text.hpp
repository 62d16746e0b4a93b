#pragma once

#include <string>

namespace pop3kit::command {

/// The whole of a small file (at most 16 MiB). Throws command_error (8) that begins with `role`.
[[nodiscard]] std::string read_file(const std::string& file, const std::string& role);

}  // namespace pop3kit::command
