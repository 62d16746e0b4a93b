#pragma once

#include <pop3kit/scenario_check.hpp>
#include <string>

namespace pop3kit::command {

/// Returns a problem as one line for people: "FILE:LINE: MESSAGE", with "warning: " before the message of a warning.
[[nodiscard]] std::string to_line(const scenario_problem& found);
/// Returns the result as JSON for editors and programs (docs/reference/editors.md).
[[nodiscard]] std::string to_json(const std::string& file, const scenario_check& checked);
/// Returns the result as SARIF 2.1.0 for code review tools. The address of a relative file name is relative, so that
/// tools find the file in their own copy of the source.
[[nodiscard]] std::string to_sarif(const scenario_check& checked);

}  // namespace pop3kit::command
