#pragma once

#include <pop3kit/conformance.hpp>
#include <string>
#include <vector>

namespace pop3kit::command {

/// "passed", "failed" or "not applicable"
[[nodiscard]] std::string text_of(verdict outcome);
/// One finding in a line for people, its explanation behind it.
[[nodiscard]] std::string text_line(const conformance_finding& finding);
/// An array of `{"check","clause","outcome","explanation"}`; absent is null.
[[nodiscard]] std::string json_text(const std::vector<conformance_finding>& findings);
/// JUnit's XML: one test case a check, those that do not apply as skipped.
[[nodiscard]] std::string junit_text(const std::vector<conformance_finding>& findings, const std::string& server);

}  // namespace pop3kit::command
