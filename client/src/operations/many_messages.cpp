#include <algorithm>
#include <utility>

#include "operations/client_core.hpp"
#include "operations/multi_connection.hpp"
#include "operations/shared_work.hpp"
#include "session/reconnector.hpp"

namespace pop3kit::engine {

namespace {

/// Without unique-ids, nothing is known about a message that was named by one: the server may still have it.
selection explain_misses(selection chosen, const std::optional<failure>& ids_refused) {
  if (!ids_refused) return chosen;
  for (selection::miss& miss : chosen.misses) {
    if (miss.asked.unique_id && miss.why.code() == errc::no_such_message) miss.why = *ids_refused;
  }
  return chosen;
}

// With fewer there is nothing to gain from logging in once more.
constexpr std::size_t worth_sharing = 20;
constexpr std::size_t messages_worth_a_connection = 4;
// What one user may hold open at a Dovecot that is left as it comes.
constexpr std::size_t usual_most_connections = 10;

}  // namespace

/// Whether messages may have to be found in another session.
bool client_core::needs_ids(std::size_t messages) const {
  return messages > 1 || around_.options().reconnect.attempts != 0;
}

std::size_t client_core::connections_for(std::size_t messages) const {
  const client_options& wanted = around_.options();
  if (wanted.multi == multi_connection::disable || messages < worth_sharing) return 1;
  std::size_t most = wanted.connections_quantity;
  if (most == 0) most = wanted.multi == multi_connection::automatic ? usual_most_connections : 1;
  return std::min(most, messages / messages_worth_a_connection);
}

asio::awaitable<result<std::vector<message_info>>> client_core::first_snapshot(bool with_ids) {
  const result<> live = co_await logged_in(false);
  if (!live) co_return live.error();
  co_return co_await snapshot_until_answered(with_ids, true);
}

asio::awaitable<result<std::vector<message_info>>> client_core::snapshot_until_answered(bool with_ids,
                                                                                        bool replaceable) {
  report_ = connection_report();
  newest_listing_.reset();
  reconnector again(around_, opening_, options().reconnect.attempts);
  for (;;) {
    result<std::vector<message_info>> listed = co_await snapshot(with_ids);
    if (listed || session_->alive()) co_return listed;
    const bool mixed_up = session_->mixed_up();
    if (!replaceable || !marked_.empty() || !(mixed_up || reconnector::is_loss(listed.error()))) co_return listed;
    if (mixed_up) again.allow_attempts(reconnector::after_broken_session);
    result<std::unique_ptr<session>> opened = co_await again.open(listed.error());
    if (!opened && mixed_up) co_return listed;
    if (!opened) co_return opened.error();
    const bool void_by_then = numbers_void_ || numbers_told_;
    forget_session();
    adopt(std::move(*opened));
    numbers_void_ = void_by_then;
    ++report_.reconnected;
  }
}

asio::awaitable<result<selection>> client_core::select(std::vector<message_reference> which, listing_age age) {
  const auto is_number = [](const message_reference& one) { return one.number() != nullptr; };
  const bool by_number = std::ranges::any_of(which, is_number);
  const result<> live = co_await logged_in(by_number);
  if (!live) co_return live.error();
  const bool with_ids = needs_ids(which.size()) || !std::ranges::all_of(which, is_number);
  if (age == listing_age::latest && holds_listing(with_ids)) {
    report_ = connection_report();
    newest_listing_.reset();
    std::vector<sequence_number> gone;
    gone.reserve(marked_.size());
    for (const message_info& each : marked_) gone.push_back(each.sequence_number);
    std::ranges::sort(gone);
    co_return explain_misses(select_from(latest_listing(), which, gone), ids_refused_);
  }
  // Numbers that the caller may have been told in this session mean nothing in another.
  const bool replaceable = !by_number || !numbers_told_;
  const result<std::vector<message_info>> listed = co_await snapshot_until_answered(with_ids, replaceable);
  if (!listed) co_return listed.error();
  co_return explain_misses(select_from(*listed, which), ids_refused_);
}

asio::awaitable<result<>> client_core::work_through(const selection& chosen, work_kind& kind) {
  const std::vector<message_info>& messages = chosen.messages;
  progress_meter progress(watcher_);
  const std::size_t asked_for = messages.size() + chosen.misses.size();
  progress.expect(asked_for, kind.knows_octets() ? listed_total(messages) : 0);
  for (const selection::miss& miss : chosen.misses) {
    const result<> taken = kind.report_miss(miss.asked, miss.why);
    if (!taken) {
      session_->close("stopped");
      co_return failure(taken.error()).set_session_usable(false);
    }
    progress.finish_message();
  }
  shared_work work(messages, chosen.maildrop, around_.time(), progress);
  work.limits = listing_limits(options().limits);
  run_terms terms;
  const std::size_t most = connections_for(messages.size());
  terms.connections = most > 1 && chosen.told_apart_by_ids() ? most : 1;
  terms.automatic = options().multi == multi_connection::automatic;
  terms.told_apart_by_ids = [&chosen] { return chosen.told_apart_by_ids(); };
  multi_connection_run run(around_, session_, opening_, work, kind, report_);
  result<> done = co_await run.run(terms);
  if (run.new_listing()) take_over(run.new_listing());
  co_return done;
}

/// The operation ended in another session than it began in.
void client_core::take_over(const std::shared_ptr<const id_index>& listing) {
  newest_listing_ = listing;
  ids_.reset();
  forget_listing();
  listed_ids_ = id_list();
  uidl_missing_.reset();
  numbers_told_ = true;
  report_.marks_lost = !marked_.empty();
  lose_marks();
  numbers_void_ = true;
}

}  // namespace pop3kit::engine
