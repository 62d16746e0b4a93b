#include "scenario/scenario_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <pop3kit/journal.hpp>
#include <pop3kit/server.hpp>
#include <string_view>
#include <system_error>
#include <utility>

#include "console/interruption.hpp"
#include "console/junit.hpp"
#include "console/option_files.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "scenario/load_scenario.hpp"
#include "scenario/ready_file.hpp"

namespace pop3kit::command {
namespace {

/// A journal as JSON lines, each written as its event happens. The file exists before the server listens, so that a
/// file that cannot be written is reported at once, by command_error (8).
class journal_file {
 public:
  explicit journal_file(const std::string& file) : file_(file, "--journal") {}

  /// Called on the server's thread. If the entry cannot be written, warns once; close() reports it again.
  void add(const journal_entry& entry) noexcept {
    if (!complete_) return;
    complete_ = file_.write([&entry] { return to_json(entry); });
    if (!complete_) warn(file_.trouble() + "; the journal ends here, and the server goes on");
  }
  /// Syncs the file. Called after the server has stopped. Throws command_error (8) if an entry was not written.
  void close() { file_.finish(); }

 private:
  log_file file_;
  bool complete_ = true;
};

/// A test case for each expectation and one for the scripts. Rules that never fired are in the output.
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
  if (!report.script_errors.empty()) {
    junit_case& added = suite.cases.emplace_back(report.title, "hooks");
    added.outcome = junit_outcome::error;
    added.type = "script";
    added.messages = report.script_errors;
  }
  for (const std::string& each : report.unfired_rules) suite.output += each + ": this rule never fired\n";
  return to_xml(suite);
}

/// Whether the verdict cannot be good after this event.
bool is_failure(const journal_entry& entry) noexcept {
  return entry.kind == journal_kind::expectation || entry.kind == journal_kind::hook_error;
}

server_options options_of(const serve_arguments& given, journal_file* journal) {
  server_options options;
  options.host = given.host;
  options.port = given.port;
  options.tls_port = given.tls_port;
  options.seed = given.seed;
  options.admin_port = given.admin_port;
  options.admin_host = given.admin_host;
  options.scenario_file = given.file;
  options.watch_scenario_file = given.watch;
  options.on_shutdown = &interruption_wait::request;
  options.on_warning = [](const std::string& line) { warn(line); };
  options.on_event = [journal, fail_fast = given.fail_fast](const journal_entry& entry) {
    if (journal != nullptr) journal->add(entry);
    if (fail_fast && is_failure(entry)) interruption_wait::request();
  };
  return options;
}

std::string bracketed(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

void announce(const serve_arguments& given, const server& listening) {
  if (given.quiet) return;
  const std::string host = bracketed(given.host);
  if (const auto port = listening.port()) standard_output().line(fmt::format("listening on pop3://{}:{}", host, *port));
  if (const auto port = listening.tls_port()) {
    standard_output().line(fmt::format("listening on pop3s://{}:{}", host, *port));
  }
  if (const auto port = listening.admin_port()) {
    standard_output().line(fmt::format("control room at http://{}:{}", bracketed(given.admin_host), *port));
    // Without a ready file there is no other way to learn the token.
    if (given.ready_file.empty()) standard_output().line(fmt::format("its token is {}", listening.admin_token()));
  }
  standard_output().flush();
}

/// Says what failed, for the line with the seed.
std::string_view summary_of(const server_report& verdict) {
  const auto met = [](const expectation_report& each) { return each.state == expectation_state::met; };
  if (!std::ranges::all_of(verdict.expectations, met)) return "an expectation was not met";
  return verdict.script_errors.empty() ? "every expectation was met" : "a script of the scenario failed";
}

/// Prints the verdict. Throws command_error: 1 if it is not good, otherwise the first of `troubles`.
void judge(const serve_arguments& given, const server& stopped, output_troubles& troubles) {
  const result<> verdict = stopped.verify();
  const server_report report = stopped.report();
  const std::string line = fmt::format("{}, with seed {}", summary_of(report), report.seed);
  const bool prints = !verdict || !given.quiet;
  troubles.attempt([&] {
    if (prints) standard_output().line(line);
    standard_output().flush();
  });
  if (!verdict) {
    troubles.warn_of_all();
    throw findings_error(exit_status_of(verdict.error()), fmt::format("{}: {}", given.file, verdict.error().message()));
  }
  if (troubles.any() && prints) complain(line);
  troubles.rethrow();
}

/// With --watch, the scenario is read again and again, which a FIFO does not permit.
void require_watchable(const serve_arguments& given) {
  std::error_code unknown;
  const auto status = std::filesystem::status(given.file, unknown);
  if (!given.watch || !std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw usage_error(fmt::format("--watch needs a regular file, which '{}' is not; leave out --watch", given.file));
}

}  // namespace

void run_check(const check_arguments& given) {
  const scenario checked = load_scenario(given.file);
  if (given.quiet) return;
  standard_output().line(one_line(fmt::format("{}: valid: {}", given.file, checked.title())));
}

void run_serve(const serve_arguments& given) {
  require_watchable(given);
  output_troubles troubles;
  // Every file is opened before a port.
  std::optional<ready_file> ready;
  if (!given.ready_file.empty()) ready.emplace(given.ready_file);
  scenario played = load_scenario(given.file);
  std::optional<journal_file> journal;
  if (!given.journal.empty()) journal.emplace(given.journal);
  std::optional<report_file> junit;
  if (!given.junit.empty()) junit.emplace(given.junit, "--junit");
  // Not earlier: until here, a signal ends the command while it waits for the other end of a FIFO.
  const interruption_wait until;
  server listening{std::move(played), options_of(given, journal ? &*journal : nullptr)};
  if (const result<> started = listening.start(); !started) {
    const failure& why = started.error();
    const bool lacks_library = why.code() == errc::mechanism_not_supported;
    const std::string what = lacks_library ? given.file : fmt::format("cannot listen on {}", given.host);
    throw command_error(exit_status_of(why), fmt::format("{}: {}", what, why.message()));
  }
  if (ready) ready->write(listening);
  // Serves even if this cannot be printed: programs may read the ready file.
  troubles.attempt([&] { announce(given, listening); });
  until.wait();
  listening.stop();
  if (junit) troubles.attempt([&] { junit->commit(junit_xml(listening.report())); });
  if (journal) troubles.attempt([&] { journal->close(); });
  judge(given, listening, troubles);
}

}  // namespace pop3kit::command
