#include "console/junit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

/// Returns text as XML 1.0 may contain it, in an attribute too.
std::string xml_text(std::string_view text) {
  std::string out;
  for (const char octet : printable(text)) {
    switch (octet) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out.push_back(octet);
    }
  }
  return out;
}

std::string_view element_of(junit_outcome outcome) {
  switch (outcome) {
    case junit_outcome::passed:
      return {};
    case junit_outcome::failed:
      return "failure";
    case junit_outcome::skipped:
      return "skipped";
    case junit_outcome::error:
      return "error";
  }
  return {};
}

std::string to_xml(const junit_case& one) {
  const std::string beginning =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(one.class_name), xml_text(one.name));
  if (one.outcome == junit_outcome::passed) return beginning + "/>\n";
  std::string out = beginning + ">\n";
  const std::string type = one.type.empty() ? std::string{} : fmt::format(" type=\"{}\"", xml_text(one.type));
  for (const std::string& each : one.messages) {
    out += fmt::format("      <{}{} message=\"{}\"/>\n", element_of(one.outcome), type, xml_text(each));
  }
  return out + "    </testcase>\n";
}

std::string counts_of(const junit_report& report) {
  const auto count = [&report](junit_outcome outcome) {
    return std::ranges::count(report.cases, outcome, &junit_case::outcome);
  };
  const std::string both =
      fmt::format("tests=\"{}\" failures=\"{}\"", report.cases.size(), count(junit_outcome::failed));
  if (report.counts_errors) return fmt::format("{} errors=\"{}\"", both, count(junit_outcome::error));
  return fmt::format("{} skipped=\"{}\"", both, count(junit_outcome::skipped));
}

}  // namespace

std::string to_xml(const junit_report& report) {
  const std::string counts = counts_of(report);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += report.counts_errors ? fmt::format("<testsuites {}>\n", counts) : "<testsuites>\n";
  out += fmt::format("  <testsuite name=\"{}\" {}>\n", xml_text(report.name), counts);
  if (report.seed) {
    out += fmt::format("    <properties><property name=\"seed\" value=\"{}\"/></properties>\n", *report.seed);
  }
  for (const junit_case& each : report.cases) out += to_xml(each);
  if (!report.output.empty()) out += fmt::format("    <system-out>{}</system-out>\n", xml_text(report.output));
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace pop3kit::command
