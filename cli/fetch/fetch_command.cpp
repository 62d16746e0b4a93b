#include "commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <pop3kit/message_file_names.hpp>
#include <span>
#include <utility>

#include "console/interruption.hpp"
#include "console/progress_bar.hpp"
#include "console/standard_streams.hpp"
#include "fetch/message_store.hpp"
#include "fetch/storing_receiver.hpp"
#include "mailbox/mail_session.hpp"
#include "mailbox/message_ids.hpp"
#include "mailbox/message_outcomes.hpp"

namespace pop3kit::command {
namespace {

bool is_directory_name(const std::string& path) {
  std::error_code ignored;
  return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

std::unique_ptr<message_store> make_eml_store(const mail_session& session, const fetch_arguments& given, bool several) {
  const bool to_output = given.output.empty() || given.output == "-";
  if (to_output && several) throw usage_error("several messages need a file each; name a directory with -o DIR");
  if (to_output) return make_eml_stream();
  if (several || is_directory_name(given.output)) return make_eml_directory(given.output);
  return make_eml_file(given.output, session.options().timeout);
}

std::unique_ptr<message_store> make_store(const mail_session& session, const fetch_arguments& given, bool several) {
  if (given.format == "mbox") {
    return make_mbox(given.output == "-" ? std::string{} : given.output, session.options().timeout);
  }
  if (given.format != "maildir") return make_eml_store(session, given, several);
  if (given.output.empty() || given.output == "-") {
    throw usage_error("--format maildir writes a directory; name it with -o DIR");
  }
  return make_maildir(given.output);
}

void require_possible(const fetch_arguments& given) {
  if (given.all && !given.ids.empty()) throw usage_error("--all and IDs exclude each other; leave one of them out");
  if (!given.all && given.ids.empty()) throw usage_error("no message named; write IDs after the URL, or --all");
}

/// The messages that the server lists, and the names of their files.
class listed_messages {
 public:
  /// `several`: more than one message is wanted.
  listed_messages(mail_session& session, bool several) : several_(several) { list(session); }

  /// Prepares find() by a unique-id: if no message has one, asks the server again, or learns why.
  void need_unique_ids(mail_session& session) {
    if (!by_id_.empty() || messages_.empty()) return;
    const result<message_listing> asked = session.mail().list_unique_ids();
    if (!asked && asked.error().session_usable()) {
      no_unique_ids_ = asked.error();
      return;
    }
    session.need(asked);
    list(session);
  }

  /// How many messages were named by LIST or UIDL only.
  [[nodiscard]] std::size_t listed_once() const noexcept { return listed_once_; }
  [[nodiscard]] std::size_t size() const noexcept { return messages_.size(); }

  [[nodiscard]] result<fetch_target> find(const message_id& id) const {
    const auto at = id.which.number() != nullptr ? find(*id.which.number()) : find(*id.which.id());
    if (!at) return at.error();
    fetch_target target = target_of(messages_[*at]);
    target.text = id.text;
    return target;
  }

  [[nodiscard]] std::vector<fetch_target> all() const {
    std::vector<fetch_target> targets;
    targets.reserve(messages_.size());
    for (const message_info& each : messages_) targets.push_back(target_of(each));
    return targets;
  }

 private:
  void list(mail_session& session) {
    messages_.clear();
    by_id_.clear();
    names_ = message_file_names();
    for (const message_info& each : session.need(session.mail().list_messages(list_fields::ids_only))) {
      names_.add(each);
      if (each.unique_id) by_id_.emplace(*each.unique_id, messages_.size());
      messages_.push_back(each);
    }
    listed_once_ = session.mail().last_report().listed_once;
  }
  [[nodiscard]] fetch_target target_of(const message_info& listed) const {
    fetch_target target{fmt::format("{}", listed.sequence_number), reference_to(listed)};
    target.name = names_.name_of(listed);
    target.existing = names_.existing_file_of(listed);
    return target;
  }
  /// If several messages are wanted, each is named by its unique-id, if no other message has the same: that is valid in
  /// another session, too.
  [[nodiscard]] message_reference reference_to(const message_info& listed) const {
    const bool by_id = several_ && listed.unique_id && by_id_.count(*listed.unique_id) == 1;
    return by_id ? message_reference(*listed.unique_id) : message_reference(listed.sequence_number);
  }
  [[nodiscard]] result<std::size_t> find(sequence_number number) const {
    const auto found = std::ranges::lower_bound(messages_, number, {}, &message_info::sequence_number);
    if (found == messages_.end() || found->sequence_number != number) return unavailable(errc::no_such_message);
    return static_cast<std::size_t>(found - messages_.begin());
  }
  [[nodiscard]] result<std::size_t> find(const unique_id& id) const {
    const auto [first, last] = by_id_.equal_range(id);
    if (first == last && no_unique_ids_) return *no_unique_ids_;
    if (first == last) return unavailable(errc::no_such_message);
    if (std::next(first) != last) return unavailable(errc::ambiguous_unique_id);
    return first->second;
  }
  [[nodiscard]] static failure unavailable(errc code) { return failure(code).set_session_usable(true); }

  bool several_;
  std::vector<message_info> messages_;
  std::size_t listed_once_ = 0;
  std::multimap<unique_id, std::size_t> by_id_;
  std::optional<failure> no_unique_ids_;  ///< why no message has one
  message_file_names names_;
};

/// Returns what the IDs mean. Those that mean no message are left out and counted as failed. Unless names of files are
/// needed, the server is not asked for a listing.
std::vector<fetch_target> named_targets(mail_session& session, const std::vector<message_id>& ids, bool with_names,
                                        message_outcomes& outcomes) {
  std::vector<fetch_target> targets;
  if (!with_names) {
    for (const message_id& id : ids) targets.emplace_back(id.text, id.which);
    return targets;
  }
  listed_messages listed{session, ids.size() > 1};
  if (std::ranges::any_of(ids, [](const message_id& id) { return id.which.id() != nullptr; })) {
    listed.need_unique_ids(session);
  }
  for (const message_id& id : ids) {
    result<fetch_target> found = listed.find(id);
    if (found) {
      targets.push_back(std::move(*found));
    } else {
      outcomes.failed(id.text, found.error());
    }
  }
  return targets;
}

/// Exceptions of the store do not pass through the library.
void save_one(mail_session& session, const fetch_target& target, message_store& store, message_outcomes& outcomes) {
  progress_bar progress{"fetching", 1, !session.given().quiet};
  std::exception_ptr thrown;
  const std::unique_ptr<stored_message> message = store.begin(target);
  const octet_sink sink = [&](std::span<const char> octets) -> result<> {
    try {
      message->write(std::string_view{octets.data(), octets.size()});
      progress.add_octets(octets.size());
      return {};
    } catch (const std::exception&) {
      thrown = std::current_exception();
      return failure{errc::file_unwritable};
    }
  };
  const result<> saved = session.mail().save_message(target.which, sink);
  if (thrown) std::rethrow_exception(thrown);
  if (saved) {
    message->finish();
    outcomes.succeeded();
  } else {
    outcomes.failed_alone(target.text, saved.error());
  }
}

/// Keeps the messages that are whole, and corrects how many succeeded. Returns what the store threw; null if it threw
/// nothing.
std::exception_ptr close_early(message_store& store, message_outcomes& outcomes) {
  std::exception_ptr thrown;
  try {
    store.close_early();
  } catch (const std::exception&) {
    thrown = std::current_exception();
  }
  outcomes.kept(store.kept(outcomes.successes()));
  return thrown;
}

/// "12 of 60 messages fetched; "
std::string count_of(const message_outcomes& outcomes, std::size_t messages) {
  return fmt::format("{} of {} messages fetched; ", outcomes.successes(), messages);
}

/// Ends the command after the store could not be written. Reports `cause`, even if closing the store fails too.
[[noreturn]] void give_up(const mail_session& session, message_store& store, message_outcomes& outcomes,
                          std::size_t messages, const std::exception_ptr& cause) {
  static_cast<void>(close_early(store, outcomes));
  try {
    std::rethrow_exception(cause);
  } catch (const reader_gone&) {
    throw;
  } catch (const command_error& trouble) {
    throw command_error(trouble.status(),
                        fmt::format("{}: {}{}", session.where(), count_of(outcomes, messages), trouble.what()));
  }
}

/// Called if a signal comes during the transfer.
void save_interrupted(const mail_session& session, message_store& store, message_outcomes& outcomes,
                      std::size_t messages) {
  const std::exception_ptr thrown = close_early(store, outcomes);
  complain(fmt::format("{}: {}interrupted", session.where(), count_of(outcomes, messages)));
  if (thrown) std::rethrow_exception(thrown);
}

/// Several messages at once if the store has a place for each; one after the other if it is one stream.
void save_all(mail_session& session, const std::vector<fetch_target>& targets, message_store& store,
              message_outcomes& outcomes) {
  if (targets.empty()) return;
  if (!store.has_a_place_for_each()) session.mail().use_multi_connection(multi_connection::disable);
  std::mutex guard;
  progress_bar progress{"fetching", targets.size(), !session.given().quiet};
  if (progress.visible()) {
    session.mail().watch_progress([&](const transfer_progress& so_far) {
      const std::scoped_lock lock(guard);
      progress.show(so_far.messages_done, so_far.octets_done);
    });
  }
  std::vector<message_reference> wanted;
  wanted.reserve(targets.size());
  for (const fetch_target& target : targets) wanted.push_back(target.which);
  storing_receiver receiver{targets, store, outcomes, guard};
  using patience = interruption_save::patience;
  const interruption_save on_signal{guard, store.waits_for_reader() ? patience::limited : patience::unlimited, [&] {
                                      progress.erase();
                                      save_interrupted(session, store, outcomes, targets.size());
                                    }};
  const auto saved = session.mail().save_messages(std::move(wanted), receiver);
  session.mail().watch_progress(nullptr);
  const std::scoped_lock lock(guard);
  progress.erase();
  if (receiver.thrown()) give_up(session, store, outcomes, targets.size(), receiver.thrown());
  if (!saved) {
    outcomes.ended_early(saved.error());
    if (const std::exception_ptr thrown = close_early(store, outcomes)) std::rethrow_exception(thrown);
    return;
  }
  try {
    store.sync();
  } catch (const command_error&) {
    give_up(session, store, outcomes, targets.size(), std::current_exception());
  }
}

/// The message as the user named it, or its number if the user named none.
std::string text_of(const message_info& message, const std::vector<fetch_target>& targets) {
  if (targets.size() == 1) return targets.front().text;
  const auto found = std::ranges::find_if(targets, [&](const auto& each) { return means(each.which, message); });
  return found == targets.end() ? fmt::format("{}", message.sequence_number) : found->text;
}

/// Names the first few messages of other sizes, and says how many more there are.
std::string names_of_other_sizes(const connection_report& report, const std::vector<fetch_target>& targets) {
  constexpr std::size_t most_named = 5;
  std::string names;
  std::size_t named = 0;
  for (const message_info& each : report.named_size_mismatches) {
    if (named == most_named) break;
    names += (named++ == 0 ? "" : ", ") + text_of(each, targets);
  }
  const std::size_t left = report.size_mismatches - named;
  return left == 0 ? names : fmt::format("{} and {} more", names, left);
}

/// Warns of messages whose size differs from what the server states. They are kept, because their terminators arrived,
/// but the server may not have sent all that it has. This is a verdict on what was saved, so it is printed with --quiet
/// too.
void mention_other_sizes(mail_session& session, const std::vector<fetch_target>& targets) {
  const connection_report& report = session.mail().last_report();
  const std::size_t count = report.size_mismatches;
  if (count == 0) return;
  const std::string those = count == 1 ? "1 message was saved whose size differs"
                                       : fmt::format("{} messages were saved whose sizes differ", count);
  warn(fmt::format("{}: {} from what the server states: {}; compare before you delete anything there", session.where(),
                   those, names_of_other_sizes(report, targets)));
}

}  // namespace

void run_fetch(const fetch_arguments& given) {
  require_possible(given);
  std::vector<message_id> ids = parse_message_ids(given.ids);
  mail_session session{given};
  const std::unique_ptr<message_store> store = make_store(session, given, given.all || ids.size() > 1);
  if (!store->has_a_place_for_each()) session.mention_one_connection("fetch to one file or to standard output");
  session.need(session.mail().connect());
  ids = distinct_messages(session, std::move(ids));
  std::vector<fetch_target> targets;
  message_outcomes outcomes{ids.size()};
  if (given.all) {
    const listed_messages listed{session, true};
    targets = listed.all();
    outcomes = message_outcomes{targets.size()};
    if (listed.listed_once() != 0) outcomes.add(disagreement_of_listings(listed.listed_once(), listed.size()));
  } else {
    targets = named_targets(session, ids, store->has_a_place_for_each(), outcomes);
  }
  if (targets.size() == 1) {
    save_one(session, targets.front(), *store, outcomes);
  } else {
    save_all(session, targets, *store, outcomes);
  }
  store->sync();
  mention_other_sizes(session, targets);
  if (!outcomes.session_ended()) {
    store->close(outcomes.successes() > 0 || (given.all && targets.empty()));
    session.mention_connections(outcomes.summary("fetched"));
    session.leave();
  }
  outcomes.conclude(session, "fetched");
}

}  // namespace pop3kit::command
