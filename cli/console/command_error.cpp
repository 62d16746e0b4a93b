#include "console/command_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace pop3kit::command {

reader_gone::reader_gone() : command_error(local_error("standard output", EPIPE)) {}

command_error findings_error(exit_status status, const std::string& lines) {
  command_error made(status, lines);
  made.has_findings_ = true;
  return made;
}

command_error usage_error(const std::string& line) {
  return {exit_status::usage, line};
}

command_error local_error(const std::string& what, int number) {
  return {exit_status::local, fmt::format("{}: {}", what, std::generic_category().message(number))};
}

command_error local_error(const failure& cause) {
  return {exit_status::local, cause.detail()};
}

}  // namespace pop3kit::command
