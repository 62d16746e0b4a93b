#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "commands.hpp"
#include "console/command_error.hpp"
#include "console/output.hpp"
#include "console/output_troubles.hpp"
#include "console/report_file.hpp"
#include "console/standard_error.hpp"
#include "scenario/ending.hpp"
#include "scenario/journal_file.hpp"
#include "scenario/junit_report.hpp"
#include "scenario/ready_file.hpp"
#include "scenario/scenario_file.hpp"

namespace pop3kit::command {
namespace {

/// What makes a good verdict impossible.
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
  options.on_shutdown = &ending::request;
  options.on_warning = [](const std::string& line) { warn(line); };
  options.on_event = [journal, fail_fast = given.fail_fast](const journal_entry& entry) {
    if (journal != nullptr) journal->add(entry);
    if (fail_fast && is_failure(entry)) ending::request();
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
    // Without a ready file there is no other way to learn it.
    if (given.ready_file.empty()) standard_output().line(fmt::format("its token is {}", listening.admin_token()));
  }
  standard_output().flush();
}

/// What failed, for the line that names the seed.
std::string_view summary_of(const server_report& verdict) {
  const auto met = [](const expectation_report& each) { return each.state == expectation_state::met; };
  if (!std::ranges::all_of(verdict.expectations, met)) return "an expectation was not met";
  return verdict.script_errors.empty() ? "every expectation was met" : "a script of the scenario failed";
}

/// Prints the verdict. Throws command_error: 1 if it is not good, else what `troubles` holds.
void judge(const serve_arguments& given, const server& stopped, output_troubles& troubles) {
  const result<> verdict = stopped.verify();
  const server_report report = stopped.report();
  const std::string line = fmt::format("{}, with seed {}", summary_of(report), report.seed);
  const bool tells = !verdict || !given.quiet;
  troubles.attempt([&] {
    if (tells) standard_output().line(line);
    standard_output().flush();
  });
  if (!verdict) {
    troubles.warn_of_all();
    throw findings_error(exit_status_of(verdict.error()), fmt::format("{}: {}", given.file, verdict.error().message()));
  }
  if (troubles.any() && tells) complain(line);
  troubles.rethrow();
}

/// A FIFO would have to be written anew for each look at it.
void require_watchable(const serve_arguments& given) {
  std::error_code unknown;
  const auto status = std::filesystem::status(given.file, unknown);
  if (!given.watch || !std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw usage_error(fmt::format("--watch needs a regular file, which '{}' is not; leave out --watch", given.file));
}

}  // namespace

void run_serve(const serve_arguments& given) {
  require_watchable(given);
  output_troubles troubles;
  // Every file is opened before a port is.
  std::optional<ready_file> ready;
  if (!given.ready_file.empty()) ready.emplace(given.ready_file);
  scenario played = load_scenario(given.file);
  std::optional<journal_file> journal;
  if (!given.journal.empty()) journal.emplace(given.journal);
  std::optional<report_file> junit;
  if (!given.junit.empty()) junit.emplace(given.junit, "--junit");
  // Not before: a signal ends the command while it waits for the writer or reader of a FIFO.
  const ending until;
  server listening{std::move(played), options_of(given, journal ? &*journal : nullptr)};
  if (const result<> started = listening.start(); !started) {
    throw command_error(exit_status_of(started.error()),
                        fmt::format("cannot listen on {}: {}", given.host, started.error().message()));
  }
  if (ready) ready->write(listening);
  // A reader of the ready file needs no announcement.
  troubles.attempt([&] { announce(given, listening); });
  until.wait();
  listening.stop();
  if (junit) troubles.attempt([&] { junit->commit(junit_report(listening.report())); });
  if (journal) troubles.attempt([&] { journal->close(); });
  judge(given, listening, troubles);
}

}  // namespace pop3kit::command
