#pragma once

#include <pop3kit/server.hpp>
#include <string>

#include "console/standard_streams.hpp"
#include "scenario/scenario_commands.hpp"

namespace pop3kit::command {

/// Returns the verdict as JUnit XML: a test case for each expectation, one for the rules if the report is strict, and
/// one for the hooks if a hook failed. Rules that never fired are in the output of the suite.
[[nodiscard]] std::string junit_xml(const server_report& report);

/// Prints the verdict: on standard output, or on standard error if `serve` runs a command, to which standard output
/// belongs. Throws command_error: 1 if the verdict is not good, otherwise the first of `troubles`.
void judge(const serve_arguments& given, const server& stopped, output_troubles& troubles);

}  // namespace pop3kit::command
