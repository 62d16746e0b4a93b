#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "arguments/client_arguments.hpp"
#include "arguments/command_line.hpp"
#include "scenario/scenario_commands.hpp"

/// What each command is told, and the function that carries it out. Each run_ function throws command_error.
namespace pop3kit::command {

/// Declares every command of pop3kit with its options. Help, manual pages and completions are made from this table. If
/// `root` parses a command line, `chosen` becomes the work of its command, and must outlive `root`.
void declare_commands(CLI::App& root, command_call& chosen, served_command command = {});

/// Returns what the arguments ask for: calling it does the work. It is empty if they ask for help or the version, which
/// this function has then written to standard output. Throws command_error (2) if the arguments are wrong.
[[nodiscard]] command_call parse_command_line(int count, const char* const* arguments);

void run_stat(const client_arguments& given);
void run_count(const client_arguments& given);
void run_capabilities(const client_arguments& given);
void run_validate(const client_arguments& given);

struct list_arguments : client_arguments {
  list_arguments() = default;
  bool ids = false;
};
void run_list(const list_arguments& given);

struct message_arguments : client_arguments {
  message_arguments() = default;
  std::vector<std::string> ids;
};
void run_headers(const message_arguments& given);
void run_info(const message_arguments& given);
void run_show(const message_arguments& given);
void run_delete(const message_arguments& given);

struct fetch_arguments : client_arguments {
  fetch_arguments() = default;
  std::vector<std::string> ids;
  bool all = false;
  std::string output;  ///< FILE, DIR or "-"; empty: not given
  std::string format;  ///< eml, mbox, maildir; empty: eml
};
/// Writes the octets of messages to files or to standard output.
void run_fetch(const fetch_arguments& given);

struct verify_arguments : client_arguments {
  verify_arguments() = default;
  bool writable = false;
  std::string junit;  ///< empty: not given
};
/// Checks whether a server follows the RFCs. Throws command_error (1) if a check failed.
void run_verify(const verify_arguments& given);

struct bench_arguments : client_arguments {
  bench_arguments() = default;
  std::string choices = "1,2,5,10";
  std::size_t rounds = 5;
  bool whole_messages = false;
};
/// Measures how fast a maildrop is read over different numbers of connections, and says which number to use. `url` may
/// also name a scenario file, which is then served in this process. Deletes nothing.
void run_bench(const bench_arguments& given);

struct demo_arguments {
  demo_arguments() = default;
  std::string scenario;  ///< an ordinary mailbox; empty: the one that comes with the command
  std::string
      shared_scenario;  ///< a maildrop for several connections at once; empty: the one that comes with the command
};
/// Shows every documented operation against the embedded server, and checks each result. Throws command_error (1) if a
/// result was wrong.
void run_demo(const demo_arguments& given);

}  // namespace pop3kit::command
