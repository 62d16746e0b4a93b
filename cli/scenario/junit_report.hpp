#pragma once

#include <pop3kit/server_report.hpp>
#include <string>

namespace pop3kit::command {

/// The verdict as JUnit XML, as continuous integration reads it: a test suite named after the scenario, a test case for
/// each expectation and one for the scripts. Rules that never fired stand in its output.
[[nodiscard]] std::string junit_report(const server_report& report);

}  // namespace pop3kit::command
