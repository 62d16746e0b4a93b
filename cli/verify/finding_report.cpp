#include "verify/finding_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "console/json_output.hpp"
#include "console/text.hpp"
#include "console/xml_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

void append_case(std::string& out, const conformance_finding& finding) {
  out += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml_text(finding.clause), xml_text(finding.check));
  if (finding.outcome == verdict::passed) {
    out += "/>\n";
    return;
  }
  const char* const element = finding.outcome == verdict::failed ? "failure" : "skipped";
  out += fmt::format(">\n      <{} message=\"{}\"/>\n    </testcase>\n", element, xml_text(finding.explanation));
}

}  // namespace

std::string text_of(verdict outcome) {
  switch (outcome) {
    case verdict::passed:
      return "passed";
    case verdict::failed:
      return "failed";
    default:
      return "not applicable";
  }
}

std::string text_line(const conformance_finding& finding) {
  const char* const mark = finding.outcome == verdict::passed   ? "ok  "
                           : finding.outcome == verdict::failed ? "FAIL"
                                                                : "-   ";
  std::string line = fmt::format("{}  {}: {}", mark, finding.clause, finding.check);
  if (!finding.explanation.empty()) line += fmt::format(" ({})", finding.explanation);
  return one_line(line);
}

std::string json_text(const std::vector<conformance_finding>& findings) {
  json::array all;
  for (const conformance_finding& finding : findings) {
    json::object one;
    one["check"] = finding.check;
    one["clause"] = finding.clause;
    one["outcome"] = text_of(finding.outcome);
    one["explanation"] = finding.explanation.empty() ? json::value(nullptr) : json::value(utf8(finding.explanation));
    all.push_back(std::move(one));
  }
  return json_output(all);
}

std::string junit_text(const std::vector<conformance_finding>& findings, const std::string& server) {
  const auto failed = std::ranges::count(findings, verdict::failed, &conformance_finding::outcome);
  const auto skipped = std::ranges::count(findings, verdict::not_applicable, &conformance_finding::outcome);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n", xml_text(server),
                     findings.size(), failed, skipped);
  for (const conformance_finding& finding : findings) append_case(out, finding);
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace pop3kit::command
