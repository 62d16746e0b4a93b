#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"
#include "mailbox/json_text.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/message_ids.hpp"
#include "mailbox/message_outcomes.hpp"
#include "mailbox/message_table.hpp"
#include "mailbox/requested_order.hpp"

namespace pop3kit::command {
namespace {

/// Prints messages as they come, with blank lines between them, or each as a JSON value in its own line.
class message_printer {
 public:
  message_printer(mail_session& session, const std::vector<message_id>& ids)
      : session_(session), ids_(ids), outcomes_(ids.size()) {}

  void print(const std::string& text) {
    if (outcomes_.successes() > 0 && !session_.given().json) standard_output().line("");
    standard_output().write(text);
    outcomes_.succeeded();
  }
  void note_failure(const message_info& which, const failure& cause) { outcomes_.failed(name_of(which), cause); }
  void note_end(const failure& cause) { outcomes_.ended_early(cause); }
  [[nodiscard]] message_outcomes& outcomes() noexcept { return outcomes_; }

  /// Throws command_error unless all were shown.
  void conclude() {
    standard_output().flush();
    if (!outcomes_.session_ended()) {
      session_.mention_connections(outcomes_.summary("shown"));
      session_.leave();
    }
    outcomes_.conclude(session_, "shown");
  }

 private:
  /// As the user wrote it.
  [[nodiscard]] std::string name_of(const message_info& which) const {
    const auto found = std::ranges::find_if(ids_, [&](const message_id& id) { return means(id.which, which); });
    return found == ids_.end() ? fmt::format("{}", which.sequence_number) : found->text;
  }

  mail_session& session_;
  const std::vector<message_id>& ids_;
  message_outcomes outcomes_;
};

/// The message as it was named: nothing else is known of it.
message_info as_named(const message_reference& which) {
  message_info asked;
  if (which.number() != nullptr) asked.sequence_number = *which.number();
  if (which.id() != nullptr) asked.unique_id = *which.id();
  return asked;
}

/// The message tells its number and its unique-id.
message_info identify(mail_session& /*session*/, const message_reference& /*which*/, const message_info& message) {
  return message;
}

/// JSON contains the number and the unique-id of the message, as far as the server tells them.
template <class Value>
message_info identify(mail_session& session, const message_reference& which, const Value& /*message*/) {
  if (!session.given().json) return as_named(which);
  const result<message_info> known = session.mail().get_message_info(which, list_fields::ids_only);
  return known ? *known : as_named(which);
}

/// How several messages are read.
enum class arrival_order {
  as_they_come,  ///< over one connection: this is nearly always the order in which the user named them
  sorted,        ///< over as many connections as the user allows; a message that comes early waits for its turn
};

/// Gives what was read of several messages to the printer.
template <class Value, class Show>
class message_sorter {
 public:
  message_sorter(mail_session& session, const std::vector<message_id>& ids, message_printer& printer, Show& show,
                 arrival_order order)
      : printer_(printer),
        show_(show),
        turns_(ids),
        most_octets_(session.options().limits.kept_header_octets),
        order_(order) {}

  result<> take(const message_info& which, const result<Value>& got) {
    if (order_ == arrival_order::as_they_come) {
      if (got) printer_.print(show_(which, *got));
      if (!got) printer_.note_failure(which, got.error());
      return {};
    }
    if (got) {
      std::string text = show_(which, *got);
      const std::size_t octets = text.size();
      turns_.add(which, octets, [this, text = std::move(text)] { printer_.print(text); });
    } else {
      turns_.add(which, 0, [this, which, why = got.error()] { printer_.note_failure(which, why); });
    }
    if (turns_.waiting_octets() > most_octets_) return failure(errc::kept_headers_too_large);
    return {};
  }

  void finish() { turns_.finish(); }

 private:
  message_printer& printer_;
  Show& show_;
  requested_order turns_;
  std::uint64_t most_octets_;
  arrival_order order_;
};

/// Reads one message by an operation of its own, and several by one operation, which goes on in a new session after a
/// message that ended the session.
template <class Value, class AskOne, class AskAll, class Show>
void print_messages(mail_session& session, std::vector<message_id>& ids, arrival_order order, AskOne ask_one,
                    AskAll ask_all, Show show) {
  session.need(session.mail().connect());
  ids = distinct_messages(session, std::move(ids));
  message_printer printer{session, ids};
  if (ids.size() == 1) {
    const result<Value> got = ask_one(ids.front().which);
    if (got) printer.print(show(identify(session, ids.front().which, *got), *got));
    if (!got) printer.outcomes().failed_alone(ids.front().text, got.error());
  } else {
    std::vector<message_reference> wanted;
    wanted.reserve(ids.size());
    for (const message_id& id : ids) wanted.push_back(id.which);
    if (order == arrival_order::as_they_come) session.mail().use_multi_connection(multi_connection::disable);
    message_sorter<Value, Show> sorter{session, ids, printer, show, order};
    const auto take = [&sorter](const message_info& which, const result<Value>& got) {
      return sorter.take(which, got);
    };
    const result<> done = ask_all(std::move(wanted), take);
    sorter.finish();
    if (!done) printer.note_end(done.error());
  }
  printer.conclude();
}

result<> without_report(const result<transfer_report>& done) {
  if (!done) return done.error();
  return {};
}

std::string header_lines(const header_collection& headers) {
  std::string out;
  for (const header_field& field : headers.fields()) out += one_line(field.name + ": " + field.value) + "\n";
  return out;
}

}  // namespace

void run_headers(const message_arguments& given) {
  std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  print_messages<header_collection>(
      session, ids, arrival_order::sorted,
      [&](const message_reference& which) { return session.mail().get_message_headers(which); },
      [&](std::vector<message_reference> wanted, const header_handler& take) {
        return without_report(session.mail().get_message_headers(std::move(wanted), take));
      },
      [&](const message_info& which, const header_collection& headers) {
        return given.json ? json_text(which, headers) + "\n" : header_lines(headers);
      });
}

void run_info(const message_arguments& given) {
  std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  std::size_t without_headers = 0;
  print_messages<message_info>(
      session, ids, arrival_order::sorted,
      [&](const message_reference& which) { return session.mail().get_message_info(which); },
      [&](const std::vector<message_reference>& wanted, const auto& take) -> result<> {
        const auto listed = session.mail().list_messages(wanted);
        if (!listed) return listed.error();
        for (std::size_t at = 0; at < wanted.size(); ++at) {
          result<> taken = take(as_named(wanted[at]), (*listed)[at]);
          if (!taken) return taken;
        }
        return {};
      },
      [&](const message_info& /*which*/, const message_info& message) {
        if (!message.headers) ++without_headers;
        return given.json ? json_text(message, list_fields::headers) + "\n" : message_sheet(message);
      });
  if (without_headers == 0) return;
  throw command_error(exit_status::partial,
                      fmt::format("{}: the server did not give the headers of {} of {} messages; list --ids needs none",
                                  session.where(), without_headers, ids.size()));
}

void run_show(const message_arguments& given) {
  std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  session.mention_one_connection("show");
  print_messages<mail_message>(
      session, ids, arrival_order::as_they_come,
      [&](const message_reference& which) { return session.mail().fetch_message(which); },
      [&](std::vector<message_reference> wanted, const message_handler& take) {
        return without_report(session.mail().fetch_messages(std::move(wanted), take));
      },
      [&](const message_info& which, const mail_message& message) {
        return given.json ? json_text(which, message) + "\n" : message_page(message);
      });
}

}  // namespace pop3kit::command
