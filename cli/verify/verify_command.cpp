#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <pop3kit/conformance.hpp>
#include <vector>

#include "arguments/connection_error.hpp"
#include "arguments/server_url.hpp"
#include "console/command_error.hpp"
#include "console/output.hpp"
#include "console/output_troubles.hpp"
#include "console/report_file.hpp"
#include "console/standard_error.hpp"
#include "verify/finding_report.hpp"

namespace pop3kit::command {
namespace {

std::size_t count(const std::vector<conformance_finding>& findings, verdict outcome) {
  return static_cast<std::size_t>(std::ranges::count(findings, outcome, &conformance_finding::outcome));
}

std::string summary(const std::vector<conformance_finding>& findings) {
  return fmt::format("{} of {} checks passed, {} failed, {} not applicable, {} not checked",
                     count(findings, verdict::passed), findings.size(), count(findings, verdict::failed),
                     count(findings, verdict::not_applicable), count(findings, verdict::not_checked));
}

/// Throws command_error (1) if a check failed. Checks that could not be made are no failures of the server: the status
/// is that of their cause, or 0 if the server only did what it may do. Then it is that of the outputs.
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
      fmt::format("the URL asks for AUTH={}, but verify logs in by USER and PASS; leave it out", url.mechanism));
}

}  // namespace

void run_verify(const verify_arguments& given) {
  const server_url url = parse_server_url(given.url);
  require_login_by_user(url);
  const client_options options = to_client_options(given, url);
  std::optional<report_file> junit;
  if (!given.junit.empty()) junit.emplace(given.junit, "--junit");
  output_troubles troubles;
  const bool tells = !given.json;
  const auto verified = verify_conformance(options, given.writable, [&](const conformance_finding& finding) {
    if (!tells) return;
    troubles.attempt([&finding] {
      standard_output().line(text_line(finding));
      standard_output().flush();
    });
  });
  if (!verified) {
    throw connection_error(given, url, verified.error());
  }
  troubles.attempt([&] {
    standard_output().line(given.json ? json_text(*verified) : summary(*verified));
    standard_output().flush();
  });
  if (junit) troubles.attempt([&] { junit->commit(junit_text(*verified, url.where())); });
  conclude(*verified, url.where(), given.quiet, troubles);
}

}  // namespace pop3kit::command
