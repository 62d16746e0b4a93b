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
  const std::string text = text_of(finding.outcome) + ": " + finding.explanation;
  out += fmt::format(">\n      <{} message=\"{}\"/>\n    </testcase>\n", element, xml_text(text));
}

std::string_view mark_of(verdict outcome) {
  switch (outcome) {
    case verdict::passed:
      return "ok  ";
    case verdict::failed:
      return "FAIL";
    case verdict::not_applicable:
      return "-   ";
    case verdict::not_checked:
      return "?   ";
  }
  return {};
}

}  // namespace

std::string text_of(verdict outcome) {
  switch (outcome) {
    case verdict::passed:
      return "passed";
    case verdict::failed:
      return "failed";
    case verdict::not_applicable:
      return "not applicable";
    case verdict::not_checked:
      return "not checked";
  }
  return {};
}

std::string text_line(const conformance_finding& finding) {
  std::string line = fmt::format("{}  {}: {}", mark_of(finding.outcome), finding.clause, finding.check);
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
  const auto skipped = std::ranges::count_if(findings, [](const conformance_finding& each) {
    return each.outcome == verdict::not_applicable || each.outcome == verdict::not_checked;
  });
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">\n", xml_text(server),
                     findings.size(), failed, skipped);
  for (const conformance_finding& finding : findings) append_case(out, finding);
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace pop3kit::command
