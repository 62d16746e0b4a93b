#include "scenario/scenario_commands.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <pop3kit/journal.hpp>
#include <pop3kit/server.hpp>
#include <string>
#include <system_error>
#include <utility>

#include "console/interruption.hpp"
#include "console/option_files.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "scenario/authority_files.hpp"
#include "scenario/child_command.hpp"
#include "scenario/command_environment.hpp"
#include "scenario/load_scenario.hpp"
#include "scenario/parent_watch.hpp"
#include "scenario/ready_file.hpp"
#include "scenario/verdict_output.hpp"

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

/// The number of connections that are open. Counted on the server's thread, read on any.
class connection_count {
 public:
  void add(const journal_entry& entry) noexcept {
    // Another scenario begins, and the connections of the earlier one no longer count.
    if (entry.kind == journal_kind::start) open_ = 0;
    if (entry.kind == journal_kind::connect) ++open_;
    if (entry.kind == journal_kind::disconnect) --open_;
  }
  [[nodiscard]] bool is_zero() const noexcept { return open_ <= 0; }

 private:
  std::atomic<std::int64_t> open_ = 0;
};

/// Whether the verdict cannot be good after this event.
bool is_failure(const journal_entry& entry) noexcept {
  return entry.kind == journal_kind::expectation || entry.kind == journal_kind::hook_error;
}

server_options options_of(const serve_arguments& given, const ca_key_pair& authority, journal_file* journal,
                          connection_count& connections) {
  server_options options;
  options.host = given.host;
  options.port = given.port;
  options.tls_port = given.tls_port;
  options.seed = given.seed;
  options.strict = given.strict;
  options.ca_pem = authority.ca_pem;
  options.ca_key_pem = authority.ca_key_pem;
  options.admin_port = given.admin_port;
  // A command finds the control room in its environment, so no option needs to ask for it.
  if (!given.command.empty() && !options.admin_port) options.admin_port = 0;
  options.admin_host = given.admin_host;
  options.scenario_file = given.file;
  options.watch_scenario_file = given.watch;
  options.on_shutdown = &interruption_wait::request;
  options.on_warning = [](const std::string& line) { warn(line); };
  options.on_event = [journal, &connections, fail_fast = given.fail_fast](const journal_entry& entry) {
    connections.add(entry);
    if (journal != nullptr) journal->add(entry);
    if (fail_fast && is_failure(entry)) interruption_wait::request();
  };
  return options;
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

/// Returns the authority that the options name; empty: a new one.
ca_key_pair authority_of(const serve_arguments& given) {
  if (!given.ca_dir.empty()) return keep_authority(given.ca_dir);
  if (!given.ca_file.empty()) return read_authority(given.ca_file, given.ca_key);
  return {};
}

void start_listening(server& made, const serve_arguments& given) {
  const result<> started = made.start();
  if (started) return;
  const failure& cause = started.error();
  const std::string authority = given.ca_dir.empty() ? given.ca_file : given.ca_dir;
  if (!authority.empty() && cause.code() == errc::invalid_option) {
    throw command_error(exit_status::local, fmt::format("{} '{}': {}", given.ca_dir.empty() ? "--ca-file" : "--ca-dir",
                                                        authority, cause.detail()));
  }
  const bool lacks_library = cause.code() == errc::mechanism_not_supported;
  const std::string what = lacks_library ? given.file : fmt::format("cannot listen on {}", given.host);
  throw command_error(exit_status_of(cause), fmt::format("{}: {}", what, cause.message()));
}

/// How long a command may work on after the server has asked it to end.
constexpr std::chrono::seconds patience_with_command{5};

/// Waits until the command has ended, and passes signals on to it. Returns its exit status; 0 if the server asked it to
/// end, because then its status says nothing about it.
int wait_for(child_command& command, const interruption_wait& until) {
  bool asked = false;
  while (!command.has_ended()) {
    const auto came = until.wait_with_child(asked ? std::optional(patience_with_command) : std::nullopt);
    if (!came) {
      command.signal(SIGKILL);
    } else if (came->requested) {
      asked = true;
      command.signal(SIGTERM);
    } else if (came->number != SIGCHLD && !came->by_terminal) {
      command.signal(came->number);
    }
  }
  return asked ? 0 : command.status();
}

/// A client may end before the server has read its last commands, which count for the verdict.
void wait_for_last_commands(const server& listening, const connection_count& connections) {
  constexpr std::chrono::seconds patience{1};
  if (connections.is_zero()) return;
  static_cast<void>(listening.wait_for([&](const journal_entry&) { return connections.is_zero(); }, patience));
}

/// Runs the command until it ends, and returns its exit status.
int run_beside(child_command& command, const serve_arguments& given, const server& listening,
               const std::optional<ready_file>& ready, const interruption_wait& until,
               const connection_count& connections) {
  std::optional<temporary_authority> authority;
  if (!ready) authority.emplace(listening.ca_pem());
  command.start(command_environment(given, listening, ready ? ready->ca_file() : authority->file()));
  const int status = wait_for(command, until);
  wait_for_last_commands(listening, connections);
  return status;
}

/// Prints the verdict of a server whose command has failed. The status is that of the command.
[[noreturn]] void fail_as(const child_command& command, const serve_arguments& given, const server& stopped,
                          output_troubles& troubles) {
  try {
    judge(given, stopped, troubles);
  } catch (const command_error& verdict) {
    verdict.has_findings() ? complain_in_full(verdict.what()) : complain(verdict.what());
  }
  throw command_error(static_cast<exit_status>(command.status()), command.end_text());
}

/// With --watch, the scenario is read again and again, which a FIFO does not permit.
void require_watchable(const serve_arguments& given) {
  std::error_code unknown;
  const auto status = std::filesystem::status(given.file, unknown);
  if (!given.watch || !std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw usage_error(fmt::format("--watch needs a regular file, which '{}' is not; leave out --watch", given.file));
}

}  // namespace

void run_serve(const serve_arguments& given) {
  require_watchable(given);
  std::optional<child_command> command;
  if (!given.command.empty()) command.emplace(given.command);
  std::optional<parent_watch> parent;
  if (given.exit_with_parent) parent.emplace(&interruption_wait::request);
  output_troubles troubles;
  // Every file is opened before a port.
  std::optional<ready_file> ready;
  if (!given.ready_file.empty()) ready.emplace(given.ready_file);
  scenario played = load_scenario(given.file);
  const ca_key_pair authority = authority_of(given);
  std::optional<journal_file> journal;
  if (!given.journal.empty()) journal.emplace(given.journal);
  std::optional<report_file> junit;
  if (!given.junit.empty()) junit.emplace(given.junit, "--junit");
  // Not earlier: until here, a signal ends the command while it waits for the other end of a FIFO.
  const interruption_wait until;
  connection_count connections;
  server listening{std::move(played), options_of(given, authority, journal ? &*journal : nullptr, connections)};
  start_listening(listening, given);
  if (ready) ready->write(listening);
  int status = 0;
  if (command) {
    status = run_beside(*command, given, listening, ready, until, connections);
  } else {
    // Serves even if this cannot be printed: programs may read the ready file.
    troubles.attempt([&] { announce(given, listening); });
    until.wait();
  }
  listening.stop();
  if (junit) troubles.attempt([&] { junit->commit(junit_xml(listening.report())); });
  if (journal) troubles.attempt([&] { journal->close(); });
  if (status != 0) fail_as(*command, given, listening, troubles);
  judge(given, listening, troubles);
}

}  // namespace pop3kit::command
