#include <fmt/format.h>

#include <algorithm>
#include <pop3kit/scenario_check.hpp>
#include <string>
#include <utility>

#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "scenario/check_report.hpp"
#include "scenario/scenario_commands.hpp"

namespace pop3kit::command {
namespace {

std::string counted(std::ptrdiff_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::ptrdiff_t count(const scenario_check& checked, problem_severity severity) {
  return std::ranges::count(checked.problems, severity, &scenario_problem::severity);
}

std::string lines_of(const scenario_check& checked) {
  std::string out;
  for (const scenario_problem& each : checked.problems) out += (out.empty() ? "" : "\n") + to_line(each);
  return out;
}

void print_text(const check_arguments& given, const scenario_check& checked) {
  if (!checked.valid) {
    const failure wrong{errc::invalid_scenario, lines_of(checked)};
    throw findings_error(exit_status_of(wrong), wrong.message());
  }
  for (const scenario_problem& each : checked.problems) complain_in_full(to_line(each));
  if (given.quiet) return;
  standard_output().line(one_line(fmt::format("{}: valid: {}", given.file, checked.valid->title())));
  standard_output().flush();
}

}  // namespace

void run_check(const check_arguments& given) {
  const result<scenario_check> read = check_scenario(given.file);
  if (!read) {
    throw command_error(exit_status_of(read.error()),
                        fmt::format("scenario '{}': {}", given.file, read.error().message()));
  }
  const bool for_programs = given.json || given.sarif;
  if (for_programs) {
    standard_output().line(given.json ? to_json(given.file, *read) : to_sarif(*read));
    standard_output().flush();
  } else {
    print_text(given, *read);
  }
  const auto warnings = count(*read, problem_severity::warning);
  if (!read->valid) {
    const auto errors = count(*read, problem_severity::error);
    throw command_error(exit_status::scenario, fmt::format("{}: {}, {}; standard output has them", given.file,
                                                           counted(errors, "error"), counted(warnings, "warning")));
  }
  if (given.strict && warnings > 0) {
    throw command_error(exit_status::partial,
                        fmt::format("{}: {}, and --strict", given.file, counted(warnings, "warning")));
  }
}

}  // namespace pop3kit::command
