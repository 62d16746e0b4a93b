#include <fmt/format.h>

#include <optional>

#include "console/command_error.hpp"
#include "console/output.hpp"
#include "console/whole_file.hpp"
#include "scenario/ending.hpp"
#include "scenario/journal_file.hpp"
#include "scenario/junit_report.hpp"
#include "scenario/ready_file.hpp"
#include "scenario/scenario_commands.hpp"
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

void judge(const serve_arguments& given, const server& stopped) {
  const result<> verdict = stopped.verify();
  const std::uint64_t seed = stopped.report().seed;
  if (verdict) {
    if (!given.quiet) standard_output().line(fmt::format("every expectation was met, with seed {}", seed));
    return;
  }
  standard_output().line(fmt::format("an expectation was not met, with seed {}", seed));
  standard_output().flush();
  throw command_error(exit_status_of(verdict.error()), fmt::format("{}: {}", given.file, verdict.error().message()));
}

}  // namespace

void run_serve(const serve_arguments& given) {
  const ending until;
  std::optional<ready_file> ready;
  if (!given.ready_file.empty()) ready.emplace(given.ready_file);
  scenario played = load_scenario(given.file);
  std::optional<journal_file> journal;
  if (!given.journal.empty()) journal.emplace(given.journal);
  server listening{std::move(played), options_of(given, journal ? &*journal : nullptr)};
  if (const result<> started = listening.start(); !started) {
    throw command_error(exit_status_of(started.error()),
                        fmt::format("cannot listen on {}: {}", given.host, started.error().message()));
  }
  if (ready) ready->write(listening);
  announce(given, listening);
  until.wait();
  listening.stop();
  if (journal) journal->close();
  if (!given.junit.empty()) {
    write_whole_file(given.junit, junit_report(listening.report()), existing_file::write_through);
  }
  judge(given, listening);
}

}  // namespace pop3kit::command
