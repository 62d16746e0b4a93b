#include "mailbox/mail_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pop3kit/trace.hpp>

#include "console/option_files.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

/// One line, without its end.
std::string trace_line(const trace_event& event) {
  const std::string text = one_line(event.text);
  switch (event.kind) {
    case trace_kind::sent:
      return fmt::format("C{} > {}", event.connection, text);
    case trace_kind::received:
      return fmt::format("C{} < {}", event.connection, text);
    case trace_kind::body:
      return fmt::format("C{} < ({} octets)", event.connection, event.octets);
    case trace_kind::connected:
      return fmt::format("C{} * connected to {}", event.connection, text);
    case trace_kind::secured:
      return fmt::format("C{} * secured by {}", event.connection, text);
    case trace_kind::disconnected:
      return fmt::format("C{} * disconnected: {}", event.connection, text);
  }
  return {};
}

/// Why the first further connection that could not be opened was refused. Its ordinal is 0, because only connections
/// that were opened are numbered.
std::string cause_of_refusal(const connection_report& report) {
  const auto told = std::ranges::find_if(report.connections,
                                         [](const auto& each) { return each.ordinal == 0 && each.cause.has_value(); });
  return told == report.connections.end() ? std::string() : ": " + told->cause->message();
}

}  // namespace

/// The dialogue with the server, one event a line: "C1 > RETR 3", "C1 < +OK", "C1 < (4096 octets)", "C1 * connected".
/// The library has removed secrets from it.
class trace_log {
 public:
  explicit trace_log(const std::string& file) : file_(file, "--trace") {}

  void write(const trace_event& event) noexcept {
    file_.write([&event] { return trace_line(event); });
  }
  void finish() { file_.finish(); }

 private:
  log_file file_;
};

mail_session::mail_session(const client_arguments& given)
    : given_(given),
      url_(parse_server_url(given.url)),
      options_(to_client_options(given, url_)),
      trace_(given.trace.empty() ? nullptr : std::make_shared<trace_log>(given.trace)),
      watcher_(std::make_shared<std::function<void(std::uint64_t)>>()) {
  options_.trace = [trace = trace_, watcher = watcher_](const trace_event& event) {
    if (trace) trace->write(event);
    if (*watcher && event.kind == trace_kind::body) (*watcher)(event.octets);
  };
  mail_ = std::make_unique<client>(options_);
  if (given.multi == "enable" && options_.connections_quantity < 2 && !given.quiet) {
    warn("--multi enable has one connection to use; say how many with --connections N");
  }
}

command_error mail_session::error_of(const failure& cause) const {
  return connection_error(given_, url_, cause);
}

void mail_session::mention_one_connection(std::string_view command) const {
  const bool several = given_.multi == "automatic" || (given_.multi != "disable" && given_.connections.value_or(1) > 1);
  if (several && !given_.quiet) {
    warn(fmt::format("{} uses one connection and ignores --connections and --multi", command));
  }
}

void mail_session::mention_connections(const std::string& done) const {
  if (given_.quiet) return;
  const connection_report& report = mail_->last_report();
  if (report.refused != 0) {
    // A session that replaced a lost one is not a further connection.
    const std::size_t served = report.opened - report.reconnected;
    warn(fmt::format("{}: {} further connections could not be opened, {} served; {}{}", where(), report.refused, served,
                     done, cause_of_refusal(report)));
  }
  if (report.reconnected != 0) {
    warn(fmt::format("{}: the session ended early and was replaced {}; {}", where(),
                     report.reconnected == 1 ? "once" : fmt::format("{} times", report.reconnected), done));
  }
}

void mail_session::leave() {
  static_cast<void>(mail_->quit());
  finish_trace();
}

void mail_session::finish_trace() {
  if (trace_) trace_->finish();
}

std::string disagreement_of_listings(std::size_t listed_once, std::size_t messages) {
  return fmt::format("LIST and UIDL disagree: {} of {} messages are in only one of them", listed_once, messages);
}

}  // namespace pop3kit::command
