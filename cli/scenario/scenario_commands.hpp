#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "arguments/command_line.hpp"

/// The verbs that need no client. Both programs, `pop3kit` and `pop3kit-serve`, have them.
namespace pop3kit::command {

struct check_arguments {
  check_arguments() = default;
  std::string file;
  bool json = false;
  bool sarif = false;
  bool strict = false;
  bool quiet = false;
};
/// Validates a scenario without running it.
void run_check(const check_arguments& given);

struct serve_arguments {
  serve_arguments() = default;
  std::string file;
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::uint16_t tls_port = 0;
  std::string ready_file;
  std::optional<std::uint64_t> seed;
  std::string journal;
  std::string junit;
  std::optional<std::uint16_t> admin_port;
  std::string admin_host = "127.0.0.1";
  std::string ca_file;
  std::string ca_key;  ///< given if and only if `ca_file` is
  std::string ca_dir;
  std::vector<std::string> command;  ///< what to run while the server runs; empty: nothing
  bool strict = false;
  bool exit_with_parent = false;
  bool fail_fast = false;
  bool watch = false;
  bool quiet = false;
};
/// Serves a scenario until its command, SIGINT, SIGTERM, SIGHUP, the control room or the end of the parent process ends
/// it, and then judges its expectations. If the command failed, throws command_error with its exit status.
void run_serve(const serve_arguments& given);

/// Adds the verb to a command line. When the arguments name it, `chosen` becomes its work.
void add_check(CLI::App& root, command_call& chosen);

/// The command that runs while `serve` serves, with its arguments; no value if the command line has no "--".
using served_command = std::optional<std::vector<std::string>>;
/// Takes the command, which stands after "--", off the arguments of `serve`. CLI11 would take it for arguments of
/// `serve`. Reduces `count` to the arguments before "--".
[[nodiscard]] served_command take_served_command(int& count, const char* const* arguments);
/// Adds the verb to a command line, with the command that was taken off. When the arguments name it, `chosen` becomes
/// its work.
void add_serve(CLI::App& root, command_call& chosen, served_command command);

}  // namespace pop3kit::command
