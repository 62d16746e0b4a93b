#include "scenario/junit_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/xml_text.hpp"

namespace pop3kit::command {
namespace {

void append_case(std::string& out, const server_report& report, const expectation_report& of) {
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(report.title), xml_text(of.wanted));
  if (of.state == expectation_state::met) {
    out += "/>\n";
    return;
  }
  const std::string text = xml_text(of.difference);
  out += fmt::format(">\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>\n", to_string(of.state), text);
}

void append_scripts(std::string& out, const server_report& report) {
  if (report.script_errors.empty()) return;
  out += fmt::format("    <testcase classname=\"{}\" name=\"hooks\">\n", xml_text(report.title));
  for (const std::string& each : report.script_errors) {
    out += fmt::format("      <error type=\"script\" message=\"{}\"/>\n", xml_text(each));
  }
  out += "    </testcase>\n";
}

}  // namespace

std::string junit_report(const server_report& report) {
  const auto unmet =
      std::ranges::count_if(report.expectations, [](const auto& each) { return each.state != expectation_state::met; });
  const std::size_t errors = report.script_errors.empty() ? 0 : 1;
  const std::string counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", report.expectations.size() + errors, unmet, errors);
  std::string out = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n", counts);
  out += fmt::format("  <testsuite name=\"{}\" {}>\n", xml_text(report.title), counts);
  out += fmt::format("    <properties><property name=\"seed\" value=\"{}\"/></properties>\n", report.seed);
  for (const expectation_report& each : report.expectations) append_case(out, report, each);
  append_scripts(out, report);
  if (!report.unfired_rules.empty()) out += "    <system-out>";
  for (const std::string& each : report.unfired_rules) out += xml_text(each + ": this rule never fired\n");
  if (!report.unfired_rules.empty()) out += "</system-out>\n";
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace pop3kit::command
