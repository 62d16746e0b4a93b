#pragma once

#include <cstdint>
#include <optional>
#include <string>

/// The operations on scenario files. Each throws command_error.
namespace pop3kit::command {

struct check_arguments {
  check_arguments() = default;
  std::string file;
  bool quiet = false;
};
/// Validates and runs nothing.
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
/// Serves until SIGINT, SIGTERM or the control room ends it, and then judges the expectations.
void run_serve(const serve_arguments& given);

}  // namespace pop3kit::command
