#include "console/command_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace pop3kit::command {
namespace {

/// Some errors of class `misuse` show only after the server has answered: then the arguments are not to blame.
exit_status status_of_misuse(const boost::system::error_code& code) noexcept {
  if (code == errc::mechanism_unavailable || code == errc::ticket_missing) return exit_status::authentication;
  if (code == errc::session_lost) return exit_status::connection;
  if (code == errc::ambiguous_unique_id || code == errc::capability_missing) return exit_status::refused;
  return exit_status::usage;
}

}  // namespace

exit_status exit_status_of(const failure& cause) noexcept {
  switch (cause.kind()) {
    case fault::misuse:
      return status_of_misuse(cause.code());
    case fault::refused:
      return cause.code() == errc::authentication_failed ? exit_status::authentication : exit_status::refused;
    case fault::protocol:
      return exit_status::protocol;
    case fault::transport:
      return exit_status::connection;
    case fault::deadline:
      return exit_status::deadline;
    case fault::local:
      return exit_status::local;
    case fault::expectation:
      return cause.code() == errc::invalid_scenario ? exit_status::scenario : exit_status::partial;
  }
  return exit_status::protocol;
}

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
