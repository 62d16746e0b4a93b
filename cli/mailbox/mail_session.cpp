#include "mailbox/mail_session.hpp"

#include <fmt/format.h>

#include "arguments/connection_error.hpp"
#include "console/standard_error.hpp"

namespace pop3kit::command {

mail_session::mail_session(const client_arguments& given)
    : given_(given),
      url_(parse_server_url(given.url)),
      options_(to_client_options(given, url_)),
      trace_(given.trace.empty() ? nullptr : std::make_shared<trace_file>(given.trace)),
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

std::string mail_session::line_of(const failure& cause) const {
  return fmt::format("{}: {}", url_.where(), cause.message());
}

command_error mail_session::error_of(const failure& cause) const {
  return connection_error(given_, url_, cause);
}

void mail_session::mention_one_connection(std::string_view command) const {
  const bool several = given_.multi == "automatic" || (given_.multi != "disable" && given_.connections.value_or(1) > 1);
  if (several && !given_.quiet)
    warn(fmt::format("{} uses one connection, whatever --connections and --multi say", command));
}

void mail_session::leave() {
  static_cast<void>(mail_->quit());
  finish_trace();
}

void mail_session::finish_trace() {
  if (trace_) trace_->finish();
}

}  // namespace pop3kit::command
