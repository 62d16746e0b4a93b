#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "arguments/command_line.hpp"

/// The verbs that need no client. Both programs, `pop3kit` and `pop3kit-serve`, have them.
namespace pop3kit::command {

struct check_arguments {
  check_arguments() = default;
  std::string file;
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
  bool fail_fast = false;
  bool watch = false;
  bool quiet = false;
};
/// Serves a scenario until SIGINT, SIGTERM, SIGHUP or the control room ends it, and then judges its expectations.
void run_serve(const serve_arguments& given);

/// Adds the verb to a command line. When the arguments name it, `chosen` becomes its work.
void add_check(CLI::App& root, command_call& chosen);
/// Adds the verb to a command line. When the arguments name it, `chosen` becomes its work.
void add_serve(CLI::App& root, command_call& chosen);

}  // namespace pop3kit::command
