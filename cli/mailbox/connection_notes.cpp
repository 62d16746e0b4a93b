#include "mailbox/connection_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "console/standard_error.hpp"

namespace pop3kit::command {

namespace {

/// Why the first of the further connections could not be opened: it has no place in the order of those that were.
std::string cause_of_refusal(const connection_report& report) {
  const auto told = std::ranges::find_if(report.connections,
                                         [](const auto& each) { return each.ordinal == 0 && each.cause.has_value(); });
  return told == report.connections.end() ? std::string() : ": " + told->cause->message();
}

}  // namespace

void mention_connections(mail_session& session, const std::string& done) {
  if (session.given().quiet) return;
  const connection_report& report = session.mail().last_report();
  if (report.refused != 0) {
    // A session in place of another is no further connection.
    const std::size_t served = report.opened - report.reconnected;
    warn(fmt::format("{}: {} further connections could not be opened, {} served; {}{}", session.where(), report.refused,
                     served, done, cause_of_refusal(report)));
  }
  if (report.reconnected != 0) {
    warn(fmt::format("{}: the session ended before its time and was made anew {}; {}", session.where(),
                     report.reconnected == 1 ? "once" : fmt::format("{} times", report.reconnected), done));
  }
}

std::string disagreement_of_listings(std::size_t listed_once, std::size_t messages) {
  return fmt::format("LIST and UIDL disagree: {} of {} messages are in one of them only", listed_once, messages);
}

}  // namespace pop3kit::command
