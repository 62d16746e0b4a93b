#pragma once

#include <chrono>
#include <string>

namespace pop3kit::command {

/// "500ms", "30s", "2m", "1h"; a number alone means seconds. Throws command_error (2) that names `option`.
[[nodiscard]] std::chrono::nanoseconds parse_time_span(const std::string& text, const std::string& option);

}  // namespace pop3kit::command
