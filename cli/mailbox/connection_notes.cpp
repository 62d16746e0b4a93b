#include "mailbox/connection_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/standard_error.hpp"

namespace pop3kit::command {

void mention_connections(mail_session& session, const std::string& done) {
  if (session.given().quiet) return;
  const connection_report& report = session.mail().last_report();
  if (report.refused != 0) {
    const auto told = std::ranges::find_if(report.connections, [](const auto& each) { return each.cause.has_value(); });
    warn(fmt::format("{}: {} further connections were refused, {} served; {}{}{}", session.where(), report.refused,
                     report.opened, done, told == report.connections.end() ? "" : ": ",
                     told == report.connections.end() ? std::string{} : told->cause->message()));
  }
  if (report.reconnected != 0) {
    warn(fmt::format("{}: the connection was lost and made anew {}; {}", session.where(),
                     report.reconnected == 1 ? "once" : fmt::format("{} times", report.reconnected), done));
  }
}

}  // namespace pop3kit::command
