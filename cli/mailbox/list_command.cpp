#include <fmt/format.h>

#include <algorithm>

#include "console/output.hpp"
#include "console/progress_bar.hpp"
#include "mailbox/connection_notes.hpp"
#include "mailbox/json_text.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/mailbox_commands.hpp"
#include "mailbox/message_table.hpp"

namespace pop3kit::command {
namespace {

std::vector<message_info> ask_with_progress(mail_session& session, list_fields fields) {
  progress_bar progress{"listing", 0, !session.given().quiet};
  if (progress.visible()) session.watch_octets([&progress](std::uint64_t octets) { progress.add_octets(octets); });
  auto messages = session.mail().list_messages(fields);
  session.watch_octets(nullptr);
  return session.need(std::move(messages));
}

}  // namespace

void run_list(const list_arguments& given) {
  mail_session session{given};
  const list_fields fields = given.ids ? list_fields::ids_only : list_fields::headers;
  const std::vector<message_info> messages = ask_with_progress(session, fields);
  const auto lacking = std::ranges::count_if(messages, [](const message_info& each) { return !each.headers; });
  const auto without = given.ids ? 0 : lacking;
  mention_connections(session, without == 0 ? "the listing is complete" : "some headers are missing");
  session.leave();
  if (given.json) {
    standard_output().line(json_text(messages, fields));
  } else {
    standard_output().write(message_table(messages, fields));
  }
  if (without == 0) return;
  standard_output().flush();
  throw command_error(
      exit_status::partial,
      fmt::format("{}: the server did not give the headers of {} of {} messages; --ids lists without them",
                  session.where(), without, messages.size()));
}

}  // namespace pop3kit::command
