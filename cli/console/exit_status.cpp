#include "console/exit_status.hpp"

namespace pop3kit::command {
namespace {

/// The caller's faults that only show when the server has spoken are not a matter of usage.
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

}  // namespace pop3kit::command
