#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pop3kit::command {

enum class junit_outcome { passed, failed, skipped, error };

/// One test case of a report.
struct junit_case {
  junit_case(std::string class_of_case, std::string name_of_case)
      : class_name(std::move(class_of_case)), name(std::move(name_of_case)) {}
  std::string class_name;
  std::string name;
  junit_outcome outcome = junit_outcome::passed;
  std::string type;                   ///< of what happened; empty: not written
  std::vector<std::string> messages;  ///< an element for each; none if the case passed
};

/// A report as JUnit XML, which continuous integration reads. It has one test suite.
struct junit_report {
  explicit junit_report(std::string name_of_suite) : name(std::move(name_of_suite)) {}
  std::string name;
  /// Writes how many cases have errors, and repeats the counts for the whole report. Otherwise how many were skipped.
  bool counts_errors = false;
  std::optional<std::uint64_t> seed;  ///< a property of the suite
  std::vector<junit_case> cases;
  std::string output;  ///< what the suite printed
};

/// Markup is escaped. Control characters, which XML cannot contain, become '?'.
[[nodiscard]] std::string to_xml(const junit_report& report);

}  // namespace pop3kit::command
