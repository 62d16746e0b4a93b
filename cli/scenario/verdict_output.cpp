#include "scenario/verdict_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "console/command_error.hpp"
#include "console/junit.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

bool meets_expectations(const server_report& verdict) {
  const auto met = [](const expectation_report& each) { return each.state == expectation_state::met; };
  return std::ranges::all_of(verdict.expectations, met);
}

std::vector<std::string> rule_lines(const server_report& report) {
  std::vector<std::string> lines;
  lines.reserve(report.unfired_rules.size());
  for (const std::string& each : report.unfired_rules) lines.push_back(each + ": this rule never fired");
  return lines;
}

/// Says what failed, for the line with the seed.
std::string_view summary_of(const server_report& verdict) {
  if (!meets_expectations(verdict)) return "an expectation was not met";
  if (!verdict.script_errors.empty()) return "a script of the scenario failed";
  return verdict.good() ? "every expectation was met" : "a rule never fired";
}

/// The summary. For a good verdict also the rules that never fired: a verdict that is not good has them in its error.
std::vector<std::string> summary_lines(const server_report& report) {
  std::vector<std::string> lines{fmt::format("{}, with seed {}", summary_of(report), report.seed)};
  if (!report.good()) return lines;
  for (std::string& each : rule_lines(report)) lines.push_back(std::move(each));
  return lines;
}

}  // namespace

std::string junit_xml(const server_report& report) {
  junit_report suite(report.title);
  suite.counts_errors = true;
  suite.seed = report.seed;
  for (const expectation_report& each : report.expectations) {
    junit_case& added = suite.cases.emplace_back(report.title, each.wanted);
    if (each.state == expectation_state::met) continue;
    added.outcome = junit_outcome::failed;
    added.type = to_string(each.state);
    added.messages = {each.difference};
  }
  const std::vector<std::string> unfired = rule_lines(report);
  if (report.strict) {
    junit_case& added = suite.cases.emplace_back(report.title, "every rule fires");
    if (!unfired.empty()) added.outcome = junit_outcome::failed;
    if (!unfired.empty()) added.type = "unfired";
    added.messages = unfired;
  }
  if (!report.script_errors.empty()) {
    junit_case& added = suite.cases.emplace_back(report.title, "hooks");
    added.outcome = junit_outcome::error;
    added.type = "script";
    added.messages = report.script_errors;
  }
  for (const std::string& each : unfired) suite.output += each + "\n";
  return to_xml(suite);
}

void judge(const serve_arguments& given, const server& stopped, output_troubles& troubles) {
  const result<> verdict = stopped.verify();
  const std::vector<std::string> lines = summary_lines(stopped.report());
  const bool prints = !verdict || !given.quiet;
  const bool has_output = given.command.empty();
  const auto complain_of_all = [&lines] {
    for (const std::string& each : lines) complain(each);
  };
  if (has_output) {
    troubles.attempt([&] {
      for (const std::string& each : lines) {
        if (prints) standard_output().line(one_line(each));
      }
      standard_output().flush();
    });
  } else if (prints) {
    complain_of_all();
  }
  if (!verdict) {
    troubles.warn_of_all();
    throw findings_error(exit_status_of(verdict.error()), fmt::format("{}: {}", given.file, verdict.error().message()));
  }
  if (troubles.any() && prints && has_output) complain_of_all();
  troubles.rethrow();
}

}  // namespace pop3kit::command
