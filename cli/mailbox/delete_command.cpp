#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <utility>

#include "arguments/message_id.hpp"
#include "commands.hpp"
#include "console/interruption.hpp"
#include "console/json_output.hpp"
#include "console/output.hpp"
#include "console/text.hpp"
#include "mailbox/distinct_messages.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/pending_delete.hpp"
#include "mailbox/tally.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

std::string word_of(commit_status status) {
  switch (status) {
    case commit_status::committed:
      return "committed";
    case commit_status::rejected:
    case commit_status::some_not_removed:
      return "rejected";
    case commit_status::unknown:
      return "unknown";
  }
  return "unknown";
}

std::string commit_text(const commit_report& report) {
  const bool in_part = report.status == commit_status::some_not_removed;
  std::string out = word_of(report.status) + (in_part ? ": some were not removed\n" : "\n");
  for (const message_info& each : report.messages) {
    out += fmt::format("{}{}\n", each.sequence_number, each.unique_id ? " uid:" + one_line(each.unique_id->str()) : "");
  }
  return out;
}

std::string commit_json(const commit_report& report) {
  json::array messages;
  for (const message_info& each : report.messages) {
    json::object message;
    message["sequence_number"] = each.sequence_number;
    message["unique_id"] = each.unique_id ? json::value(utf8(each.unique_id->str())) : json::value(nullptr);
    messages.push_back(std::move(message));
  }
  const json::object all{{"status", word_of(report.status)},
                         {"some_not_removed", report.status == commit_status::some_not_removed},
                         {"messages", std::move(messages)}};
  return json_output(all) + "\n";
}

/// What stands on standard output if the answer to QUIT is not waited for. `listed` is empty if the server does not
/// support UIDL; then the messages were named by number.
commit_report unknown_outcome(const std::vector<message_id>& marked, const message_listing& listed) {
  commit_report report;
  report.status = commit_status::unknown;
  std::map<sequence_number, message_info*> by_number;
  std::map<unique_id, message_info*> by_id;
  report.messages.reserve(marked.size());
  for (const message_id& each : marked) {
    message_info& message = report.messages.emplace_back();
    if (const auto* const number = each.which.number(); number != nullptr) {
      message.sequence_number = *number;
      by_number.emplace(*number, &message);
    } else {
      message.unique_id = *each.which.id();
      by_id.emplace(*each.which.id(), &message);
    }
  }
  for (const message_info& each : listed) {
    if (const auto found = by_number.find(each.sequence_number); found != by_number.end()) *found->second = each;
    if (!each.unique_id) continue;
    if (const auto found = by_id.find(*each.unique_id); found != by_id.end()) *found->second = each;
  }
  return report;
}

/// Asked once, so that the output can name each message by its unique-id. Empty if the server does not support UIDL.
message_listing unique_ids(mail_session& session) {
  result<message_listing> listed = session.mail().list_unique_ids();
  if (!listed && listed.error().session_usable()) return {};
  return session.need(std::move(listed));
}

/// Marks one after the other, and adds to `marked_ids` what the server accepted. If the session ends, nothing is
/// deleted: the server never sees QUIT.
tally mark(mail_session& session, const std::vector<message_id>& ids, std::vector<message_id>& marked_ids) {
  tally outcome{ids.size()};
  for (const message_id& id : ids) {
    const result<> marked = session.mail().delete_message(id.which);
    if (marked) {
      outcome.succeeded();
      marked_ids.push_back(id);
      continue;
    }
    outcome.failed_alone(id.text, marked.error());
    if (outcome.session_ended()) {
      throw command_error(
          exit_status_of(marked.error()),
          fmt::format("{}: message {}: {}; nothing was deleted", session.where(), id.text, marked.error().message()));
    }
  }
  return outcome;
}

/// Unless it is committed. An outcome that is unknown is a connection that failed or was too slow, whatever came in
/// place of the answer.
exit_status status_of(const commit_report& report) {
  if (report.status != commit_status::unknown) return exit_status::refused;
  const bool too_slow = report.cause && report.cause->kind() == fault::deadline;
  return too_slow ? exit_status::deadline : exit_status::connection;
}

/// `marks` tells of the messages that could not be marked as well.
void require_committed(const mail_session& session, const commit_report& report, const tally& marks) {
  if (report.status == commit_status::committed) return;
  std::string line = fmt::format("{}: the outcome of the delete is {}: {}", session.where(), word_of(report.status),
                                 report.cause ? report.cause->message() : "no answer");
  if (const std::string failures = marks.failures(); !failures.empty()) line += "; not marked: " + failures;
  throw command_error(status_of(report), line);
}

}  // namespace

void run_delete(const message_arguments& given) {
  std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  std::optional<pending_delete> pending(
      std::in_place, fmt::format("pop3kit: {}: interrupted before QUIT; nothing was deleted\n", session.where()));
  session.mention_one_connection("delete");
  session.need(session.mail().connect());
  const message_listing listed = unique_ids(session);
  ids = distinct_messages(listed, std::move(ids));
  std::vector<message_id> marked;
  const tally outcome = mark(session, ids, marked);
  if (outcome.successes() == 0) {
    session.leave();
    outcome.conclude(session, "deleted");
  }
  const std::string complaint = fmt::format(
      "pop3kit: {}: the outcome of the delete is unknown: interrupted before the answer to QUIT; list the "
      "messages to see which are left\n",
      session.where());
  const auto text_of = [&given](const commit_report& of) { return given.json ? commit_json(of) : commit_text(of); };
  pending_delete::commit(text_of(unknown_outcome(marked, listed)), complaint);
  const commit_report report = session.need(session.mail().commit_deletes());
  // From here on the outcome is known, and is reported before a signal ends the command.
  const interruption_hold hold;
  pending.reset();
  standard_output().write(text_of(report));
  standard_output().flush();
  require_committed(session, report, outcome);
  session.finish_trace();
  outcome.conclude(session, "deleted");
}

}  // namespace pop3kit::command
