#include <fmt/format.h>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <csignal>
#include <map>
#include <optional>
#include <pop3kit/unfinished_file.hpp>
#include <utility>

#include "commands.hpp"
#include "console/descriptor.hpp"
#include "console/interruption.hpp"
#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/message_ids.hpp"
#include "mailbox/message_outcomes.hpp"

namespace pop3kit::command {
namespace {

namespace json = boost::json;

/// What the signal handler prints. Set before the handler may read it.
std::string nothing_deleted_text;
std::string unknown_output;
std::string unknown_complaint;

void report_nothing_deleted(int number) noexcept {
  static_cast<void>(write_all(STDERR_FILENO, nothing_deleted_text));
  if (number == SIGINT) end_interrupted(number);
}

void report_unknown_outcome(int number) noexcept {
  static_cast<void>(write_all(STDOUT_FILENO, unknown_output));
  static_cast<void>(write_all(STDERR_FILENO, unknown_complaint));
  if (number == SIGINT) end_interrupted(number);
  remove_unfinished_files();
  ::_exit(static_cast<int>(exit_status::connection));
}

/// Exists until the outcome of a delete is known. A signal before that ends the command and says what it left behind.
/// The status is 130 if the signal is SIGINT, as a shell reports such an end. One at a time.
class pending_delete {
 public:
  /// Before QUIT nothing is deleted. `complaint` is for standard error, with its line end. SIGTERM and SIGHUP end the
  /// command in their usual way.
  explicit pending_delete(std::string complaint) : on_signal_(remember(std::move(complaint))) {}

  /// Between QUIT and its reply it is not known whether the messages were deleted. SIGTERM and SIGHUP have status 3.
  /// `output` is for standard output, `complaint` for standard error; both with their line ends.
  static void commit(std::string output, std::string complaint) {
    unknown_output = std::move(output);
    unknown_complaint = std::move(complaint);
    interruption_action::replace(&report_unknown_outcome);
  }

 private:
  static signal_function remember(std::string complaint) {
    nothing_deleted_text = std::move(complaint);
    return &report_nothing_deleted;
  }

  interruption_action on_signal_;
};

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

/// What is printed if a signal ends the wait for the reply to QUIT. `listed` is empty if the server does not support
/// UIDL; then the messages were named by number.
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

/// Asks for the unique-ids, so that the output can name each message by its own. Empty if the server does not support
/// UIDL.
message_listing unique_ids(mail_session& session) {
  result<message_listing> listed = session.mail().list_unique_ids();
  if (!listed && listed.error().session_usable()) return {};
  return session.need(std::move(listed));
}

/// Marks one message after the other, and adds to `marked_ids` those that the server accepted. If the session ends,
/// nothing is deleted, because the server does not receive QUIT.
message_outcomes mark(mail_session& session, const std::vector<message_id>& ids, std::vector<message_id>& marked_ids) {
  message_outcomes outcomes{ids.size()};
  for (const message_id& id : ids) {
    const result<> marked = session.mail().delete_message(id.which);
    if (marked) {
      outcomes.succeeded();
      marked_ids.push_back(id);
      continue;
    }
    outcomes.failed_alone(id.text, marked.error());
    if (outcomes.session_ended()) {
      throw command_error(
          exit_status_of(marked.error()),
          fmt::format("{}: message {}: {}; nothing was deleted", session.where(), id.text, marked.error().message()));
    }
  }
  return outcomes;
}

/// The status of a delete that was not committed. If its outcome is unknown, the connection failed or was too slow,
/// even if the server sent something else than a reply to QUIT.
exit_status status_of(const commit_report& report) {
  if (report.status != commit_status::unknown) return exit_status::refused;
  const bool too_slow = report.cause && report.cause->kind() == fault::deadline;
  return too_slow ? exit_status::deadline : exit_status::connection;
}

/// Throws command_error unless the delete was committed. Its text contains the messages that could not be marked.
void require_committed(const mail_session& session, const commit_report& report, const message_outcomes& marks) {
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
  const message_outcomes outcomes = mark(session, ids, marked);
  if (outcomes.successes() == 0) {
    session.leave();
    outcomes.conclude(session, "deleted");
  }
  const std::string complaint = fmt::format(
      "pop3kit: {}: the outcome of the delete is unknown: interrupted before the answer to QUIT; list the "
      "messages to see which are left\n",
      session.where());
  const auto text_of = [&given](const commit_report& of) { return given.json ? commit_json(of) : commit_text(of); };
  pending_delete::commit(text_of(unknown_outcome(marked, listed)), complaint);
  const commit_report report = session.need(session.mail().commit_deletes());
  // From here on the outcome is known, and it is printed before a signal ends the command.
  const interruption_hold hold;
  pending.reset();
  standard_output().write(text_of(report));
  standard_output().flush();
  require_committed(session, report, outcomes);
  session.finish_trace();
  outcomes.conclude(session, "deleted");
}

}  // namespace pop3kit::command
