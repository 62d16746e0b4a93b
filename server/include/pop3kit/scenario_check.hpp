#pragma once

#include <filesystem>
#include <optional>
#include <pop3kit/result.hpp>
#include <pop3kit/scenario.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit {

/// How bad a problem of a scenario is.
enum class problem_severity {
  error,   ///< the scenario is invalid; no server plays it
  warning  ///< the scenario is valid, but what is written there has no effect
};

/// Returns "error" or "warning".
[[nodiscard]] const char* to_string(problem_severity severity) noexcept;

/// A mistake in a scenario file, and where it is.
struct scenario_problem {
  /// Makes an empty problem.
  scenario_problem() = default;
  std::string file;                                     ///< the name of the file, as it was given
  int line = 0;                                         ///< from 1; 0: unknown, or the whole file
  int column = 0;                                       ///< in characters, from 1; 0: unknown
  problem_severity severity = problem_severity::error;  ///< whether the scenario is invalid
  std::string message;                                  ///< what is wrong, with the nearest valid name
  std::string path;  ///< the keys that lead to the mistake, such as "rules[2].cut.after"; empty: none
};

/// The result of checking a scenario file.
struct scenario_check {
  /// Makes a result without scenario and problems.
  scenario_check() = default;
  std::optional<scenario> valid;           ///< the scenario; empty if there is an error
  std::vector<scenario_problem> problems;  ///< all errors and warnings, sorted by line and column
};

/// Reads and checks a scenario file, and returns every problem that can be found in one run.
///
/// Runs the script as scenario::load() does, with the same limits. A script that cannot be run has one problem, because
/// the rest of it is unknown. Warnings about rules are only looked for in scenarios without errors. Blocks. Errors:
/// errc::file_unreadable if the file cannot be read; an invalid scenario is not an error of this function.
[[nodiscard]] result<scenario_check> check_scenario(const std::filesystem::path& file);

/// Checks a scenario from text, as check_scenario() does for a file, and returns every problem.
///
/// Problems name `name` as their file. Paths in the text are relative to `directory`. Blocks.
[[nodiscard]] scenario_check check_scenario_text(std::string_view text, const std::string& name = "scenario",
                                                 const std::filesystem::path& directory = ".");

}  // namespace pop3kit
