#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <pop3kit/conformance.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/junit.hpp"
#include "console/option_files.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

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

/// "passed", "failed", "not applicable" or "not checked".
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

/// One finding in a line, with its explanation.
std::string text_line(const conformance_finding& finding) {
  std::string line = fmt::format("{}  {}: {}", mark_of(finding.outcome), finding.clause, finding.check);
  if (!finding.explanation.empty()) line += fmt::format(" ({})", finding.explanation);
  return one_line(line);
}

/// An array of {"check", "clause", "outcome", "explanation"}; an explanation that is absent is null.
std::string findings_json(const std::vector<conformance_finding>& findings) {
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

/// A test case for each check. Checks that do not apply or were not made are skipped.
std::string junit_xml(const std::vector<conformance_finding>& findings, const std::string& server) {
  junit_report suite(server);
  for (const conformance_finding& each : findings) {
    junit_case& added = suite.cases.emplace_back(each.clause, each.check);
    if (each.outcome == verdict::passed) continue;
    added.outcome = each.outcome == verdict::failed ? junit_outcome::failed : junit_outcome::skipped;
    added.messages = {text_of(each.outcome) + ": " + each.explanation};
  }
  return to_xml(suite);
}

std::size_t count(const std::vector<conformance_finding>& findings, verdict outcome) {
  return static_cast<std::size_t>(std::ranges::count(findings, outcome, &conformance_finding::outcome));
}

std::string summary(const std::vector<conformance_finding>& findings) {
  return fmt::format("{} of {} checks passed, {} failed, {} not applicable, {} not checked",
                     count(findings, verdict::passed), findings.size(), count(findings, verdict::failed),
                     count(findings, verdict::not_applicable), count(findings, verdict::not_checked));
}

/// Throws command_error (1) if a check failed. Checks that could not be made are not failures of the server: the status
/// is that of their cause, or 0 if the server only did what it may do. Otherwise an output that failed decides the
/// status.
void conclude(const std::vector<conformance_finding>& findings, const std::string& where, bool quiet,
              const output_troubles& troubles) {
  if (const std::size_t failed = count(findings, verdict::failed); failed != 0) {
    troubles.warn_of_all();
    throw command_error(exit_status::partial,
                        fmt::format("{}: {} of {} checks failed", where, failed, findings.size()));
  }
  const std::size_t missing = count(findings, verdict::not_checked);
  if (missing == 0) {
    troubles.rethrow();
    return;
  }
  const std::string line = fmt::format("{}: {} of {} checks could not be made", where, missing, findings.size());
  const auto caused =
      std::ranges::find_if(findings, [](const conformance_finding& each) { return each.cause.has_value(); });
  if (caused != findings.end()) {
    troubles.warn_of_all();
    throw command_error(exit_status_of(*caused->cause), fmt::format("{}: {}", line, caused->cause->message()));
  }
  if (!quiet) warn(line);
  troubles.rethrow();
}

/// The checks log in by USER and PASS.
void require_login_by_user(const server_url& url) {
  if (url.mechanism.empty() || url.mechanism == "USER") return;
  throw usage_error(
      fmt::format("the URL asks for AUTH={}, but verify logs in with USER and PASS; leave it out", url.mechanism));
}

}  // namespace

void run_verify(const verify_arguments& given) {
  const server_url url = parse_server_url(given.url);
  require_login_by_user(url);
  const client_options options = to_client_options(given, url);
  std::optional<report_file> junit;
  if (!given.junit.empty()) junit.emplace(given.junit, "--junit");
  output_troubles troubles;
  const bool prints = !given.json;
  const auto verified = verify_conformance(options, given.writable, [&](const conformance_finding& finding) {
    if (!prints) return;
    troubles.attempt([&finding] {
      standard_output().line(text_line(finding));
      standard_output().flush();
    });
  });
  if (!verified) throw connection_error(given, url, verified.error());
  troubles.attempt([&] {
    standard_output().line(given.json ? findings_json(*verified) : summary(*verified));
    standard_output().flush();
  });
  if (junit) troubles.attempt([&] { junit->commit(junit_xml(*verified, url.where())); });
  conclude(*verified, url.where(), given.quiet, troubles);
}

}  // namespace pop3kit::command
