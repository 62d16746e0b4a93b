#include "fetch/fetch_command.hpp"

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <span>

#include "arguments/message_id.hpp"
#include "console/progress_bar.hpp"
#include "fetch/file_names.hpp"
#include "fetch/message_store.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/tally.hpp"

namespace pop3kit::command {
namespace {

bool is_directory_name(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

std::unique_ptr<message_store> make_eml_store(const fetch_arguments& given, bool several) {
  const bool to_output = given.output.empty() || given.output == "-";
  if (to_output && several) throw usage_error("several messages need a place each; name a directory with -o DIR");
  if (to_output) return make_eml_stream();
  if (several || is_directory_name(given.output)) return make_eml_directory(given.output);
  return make_eml_file(given.output);
}

std::unique_ptr<message_store> make_store(const fetch_arguments& given, bool several) {
  if (given.format == "mbox") return make_mbox(given.output == "-" ? std::string{} : given.output);
  if (given.format != "maildir") return make_eml_store(given, several);
  if (given.output.empty() || given.output == "-") {
    throw usage_error("--format maildir writes a directory; name it with -o DIR");
  }
  return make_maildir(given.output);
}

void require_possible(const fetch_arguments& given) {
  if (given.all && !given.ids.empty()) throw usage_error("--all and IDs exclude each other; leave one of them out");
  if (!given.all && given.ids.empty()) throw usage_error("no message named; write IDs behind the URL, or --all");
}

fetch_target target_of(const message_info& listed) {
  fetch_target target{fmt::format("{}", listed.sequence_number), listed.sequence_number};
  target.number = listed.sequence_number;
  target.id = listed.unique_id;
  return target;
}

std::vector<fetch_target> all_targets(mail_session& session) {
  std::vector<fetch_target> targets;
  for (const message_info& each : session.need(session.mail().list_messages(list_fields::ids_only))) {
    targets.push_back(target_of(each));
  }
  return targets;
}

/// What the server lists for each ID, where names are made from it. Those that it does not know are left out.
std::vector<fetch_target> named_targets(mail_session& session, const std::vector<message_id>& ids, bool with_names,
                                        tally& outcome) {
  std::vector<fetch_target> targets;
  for (const message_id& id : ids) {
    if (!with_names) {
      targets.emplace_back(id.text, id.which);
      continue;
    }
    const auto listed = session.mail().get_message_info(id.which, list_fields::ids_only);
    if (listed) {
      targets.push_back(target_of(*listed));
      targets.back().text = id.text;
    } else {
      outcome.failed(id.text, listed.error());
    }
    if (outcome.session_ended()) break;
  }
  return targets;
}

/// One message into the store. What the store throws travels around the library, not through it.
result<> save(mail_session& session, const fetch_target& target, message_store& store, progress_bar& progress) {
  std::exception_ptr local;
  store.begin(target);
  const octet_sink sink = [&](std::span<const char> octets) -> result<> {
    try {
      store.write(std::string_view{octets.data(), octets.size()});
      progress.add_octets(octets.size());
      return {};
    } catch (const std::exception&) {
      local = std::current_exception();
      return failure{errc::file_unwritable};
    }
  };
  result<> saved = session.mail().save_message(target.which, sink);
  if (local || !saved) store.discard();
  if (local) std::rethrow_exception(local);
  if (saved) store.finish();
  return saved;
}

void save_all(mail_session& session, const std::vector<fetch_target>& targets, message_store& store, tally& outcome) {
  progress_bar progress{"fetching", targets.size(), !session.given().quiet};
  for (const fetch_target& target : targets) {
    const result<> saved = save(session, target, store, progress);
    progress.advance();
    if (saved) {
      outcome.succeeded();
    } else {
      outcome.failed(target.text, saved.error());
    }
    if (outcome.session_ended()) return;
  }
}

}  // namespace

void run_fetch(const fetch_arguments& given) {
  require_possible(given);
  const std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  const std::unique_ptr<message_store> store = make_store(given, given.all || ids.size() > 1);
  session.need(session.mail().connect());
  std::vector<fetch_target> targets;
  tally outcome{ids.size()};
  if (given.all) {
    targets = all_targets(session);
    outcome = tally{targets.size()};
  } else {
    targets = named_targets(session, ids, store->names_messages(), outcome);
  }
  if (store->names_messages()) name_targets(targets);
  if (!outcome.session_ended()) save_all(session, targets, *store, outcome);
  if (!outcome.session_ended()) {
    store->close(outcome.successes() > 0 || (given.all && targets.empty()));
    session.leave();
  }
  outcome.conclude(session, "fetched");
}

}  // namespace pop3kit::command
