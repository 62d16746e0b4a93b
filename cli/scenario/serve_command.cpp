#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <optional>

#include "console/command_error.hpp"
#include "console/descriptor.hpp"
#include "console/output.hpp"
#include "scenario/ready_file.hpp"
#include "scenario/scenario_commands.hpp"
#include "scenario/scenario_file.hpp"

namespace pop3kit::command {
namespace {

/// The signals that end serving, taken out of their asynchronous way: blocked in this thread and in those it starts,
/// and fetched by wait(). A signal that comes early is not lost.
class ending_signals {
 public:
  ending_signals() {
    sigemptyset(&set_);
    for (const int number : {SIGINT, SIGTERM}) {
      sigaddset(&set_, number);
      // A shell starts its background jobs with SIGINT ignored.
      std::signal(number, SIG_DFL);
    }
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  void wait() const {
    int number = 0;
    while (sigwait(&set_, &number) == EINTR) continue;
  }

 private:
  sigset_t set_{};
};

/// Opened before serving, so that a journal that cannot be written is known at once.
class journal_file {
 public:
  explicit journal_file(const std::string& file)
      : what_(fmt::format("--journal '{}'", file)),
        file_(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (!file_.is_open()) throw local_error(what_, errno);
  }

  void write(const std::vector<journal_entry>& entries) {
    for (const journal_entry& each : entries) {
      if (const int number = write_all(file_.number(), to_json(each) + "\n"); number != 0) {
        throw local_error(what_, number);
      }
    }
    if (const int number = file_.close(); number != 0) throw local_error(what_, number);
  }

 private:
  std::string what_;
  descriptor file_;
};

server_options options_of(const serve_arguments& given) {
  server_options options;
  options.host = given.host;
  options.port = given.port;
  options.tls_port = given.tls_port;
  options.seed = given.seed;
  return options;
}

void announce(const serve_arguments& given, const server& listening) {
  if (given.quiet) return;
  const bool literal = given.host.find(':') != std::string::npos;
  const std::string host = literal ? "[" + given.host + "]" : given.host;
  if (const auto port = listening.port()) standard_output().line(fmt::format("listening on pop3://{}:{}", host, *port));
  if (const auto port = listening.tls_port()) {
    standard_output().line(fmt::format("listening on pop3s://{}:{}", host, *port));
  }
  standard_output().flush();
}

void judge(const serve_arguments& given, const server& stopped) {
  const result<> verdict = stopped.verify();
  if (verdict) {
    if (!given.quiet) standard_output().line("every expectation was met");
    return;
  }
  standard_output().line("an expectation was not met");
  standard_output().flush();
  throw command_error(exit_status_of(verdict.error()), fmt::format("{}: {}", given.file, verdict.error().message()));
}

}  // namespace

void run_serve(const serve_arguments& given) {
  const ending_signals ending;
  std::optional<ready_file> ready;
  if (!given.ready_file.empty()) ready.emplace(given.ready_file);
  scenario played = load_scenario(given.file);
  std::optional<journal_file> journal;
  if (!given.journal.empty()) journal.emplace(given.journal);
  server listening{std::move(played), options_of(given)};
  if (const result<> started = listening.start(); !started) {
    throw command_error(exit_status_of(started.error()),
                        fmt::format("cannot listen on {}: {}", given.host, started.error().message()));
  }
  if (ready) ready->write(listening);
  announce(given, listening);
  ending.wait();
  listening.stop();
  if (journal) journal->write(listening.journal());
  judge(given, listening);
}

}  // namespace pop3kit::command
