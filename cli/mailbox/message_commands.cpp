#include "mailbox/message_commands.hpp"

#include <fmt/format.h>

#include <functional>

#include "arguments/message_id.hpp"
#include "console/output.hpp"
#include "console/text.hpp"
#include "mailbox/json_text.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/message_table.hpp"
#include "mailbox/tally.hpp"

namespace pop3kit::command {
namespace {

/// Asks for one message after the other and prints what came, blank lines between them, or a JSON value a line.
template <class Ask, class Show>
void each_message(mail_session& session, const std::vector<message_id>& ids, Ask ask, Show show) {
  session.need(session.mail().connect());
  tally outcome{ids.size()};
  for (const message_id& id : ids) {
    const auto got = ask(id.which);
    if (got) {
      if (outcome.successes() > 0 && !session.given().json) standard_output().line("");
      standard_output().write(show(*got));
      outcome.succeeded();
    } else {
      outcome.failed(id.text, got.error());
    }
    if (outcome.session_ended()) break;
  }
  standard_output().flush();
  if (!outcome.session_ended()) session.leave();
  outcome.conclude(session, "shown");
}

std::string header_lines(const header_collection& headers) {
  std::string out;
  for (const header_field& field : headers.fields()) out += one_line(field.name + ": " + field.value) + "\n";
  return out;
}

}  // namespace

void run_headers(const message_arguments& given) {
  const std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  each_message(
      session, ids, [&](const message_reference& which) { return session.mail().get_message_headers(which); },
      [&](const header_collection& headers) { return given.json ? json_text(headers) + "\n" : header_lines(headers); });
}

void run_info(const message_arguments& given) {
  const std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  std::size_t without_headers = 0;
  each_message(
      session, ids, [&](const message_reference& which) { return session.mail().get_message_info(which); },
      [&](const message_info& message) {
        if (!message.headers) ++without_headers;
        return given.json ? json_text(message, list_fields::headers) + "\n" : message_sheet(message);
      });
  if (without_headers == 0) return;
  throw command_error(exit_status::partial,
                      fmt::format("{}: the server refused the headers of {} of {} messages; list --ids needs none",
                                  session.where(), without_headers, ids.size()));
}

void run_show(const message_arguments& given) {
  const std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  each_message(
      session, ids, [&](const message_reference& which) { return session.mail().fetch_message(which); },
      [&](const mail_message& message) { return given.json ? json_text(message) + "\n" : message_page(message); });
}

}  // namespace pop3kit::command
