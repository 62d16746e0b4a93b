#include "verify/verify_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pop3kit/conformance.hpp>
#include <vector>

#include "arguments/server_url.hpp"
#include "console/command_error.hpp"
#include "console/output.hpp"
#include "console/report_file.hpp"
#include "verify/finding_report.hpp"

namespace pop3kit::command {
namespace {

std::size_t count(const std::vector<conformance_finding>& findings, verdict outcome) {
  return static_cast<std::size_t>(std::ranges::count(findings, outcome, &conformance_finding::outcome));
}

std::string summary(const std::vector<conformance_finding>& findings) {
  return fmt::format("{} of {} checks passed, {} failed, {} not applicable", count(findings, verdict::passed),
                     findings.size(), count(findings, verdict::failed), count(findings, verdict::not_applicable));
}

}  // namespace

void run_verify(const verify_arguments& given) {
  const server_url url = parse_server_url(given.url);
  const client_options options = to_client_options(given, url);
  const bool tells = !given.json && !given.quiet;
  const auto verified = verify_conformance(options, given.writable, [tells](const conformance_finding& finding) {
    if (!tells) return;
    standard_output().line(text_line(finding));
    standard_output().flush();
  });
  if (!verified) {
    const failure& cause = verified.error();
    throw command_error(exit_status_of(cause), fmt::format("{}: {}", url.where(), cause.message()));
  }
  if (given.json) standard_output().line(json_text(*verified));
  if (tells) standard_output().line(summary(*verified));
  if (!given.junit.empty()) {
    report_file(given.junit, "--junit").commit(junit_text(*verified, url.where()));
  }
  standard_output().flush();
  if (const std::size_t failed = count(*verified, verdict::failed); failed != 0) {
    throw command_error(exit_status::partial,
                        fmt::format("{}: {} of {} checks failed", url.where(), failed, verified->size()));
  }
}

}  // namespace pop3kit::command
