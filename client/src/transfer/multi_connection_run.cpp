#include "transfer/multi_connection_run.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include "net/async/is_cancelled.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration least_patience = std::chrono::milliseconds(250);
constexpr int patience_factor = 4;
/// So much work in flight keeps a connection busy beyond its round trip; more would only be kept from the others.
constexpr net::duration work_ahead = std::chrono::milliseconds(100);
constexpr std::uint64_t octets_ahead = 8ULL << 20;
constexpr std::size_t least_share = 4;
constexpr std::size_t most_share = 256;
/// What a message costs beside its octets, in octets: for estimates of the work that is left.
constexpr std::uint64_t octets_worth_a_message = 2048;
/// A server whose every message is broken does not get more logins than this, no message coming whole between them.
constexpr std::size_t most_replacements_in_a_row = 16;

/// The session ended at what one message consists of, not at the line or at our patience.
bool is_broken_message(const failure& cause) {
  return cause.kind() == fault::protocol && cause.code() != errc::too_slow;
}

bool is_too_large(const failure& cause) {
  return cause.code() == errc::message_too_large || cause.code() == errc::header_too_large;
}

}  // namespace

multi_connection_run::multi_connection_run(environment& around, std::unique_ptr<session>& leader, leash& opening,
                                           shared_work& work, work_kind& kind, connection_report& report)
    : around_(around),
      leader_(leader),
      work_(work),
      kind_(kind),
      report_(report),
      changed_(around.executor()),
      followers_(around, work, kind, report, changed_),
      numbers_(work.messages, message_numbers::ground::own_listing),
      opening_(opening),
      reconnector_(around, opening, around.options().reconnect.attempts) {
  followers_.on_end_of_all([this] {
    if (leader_) leader_->close("stopped");
  });
}

multi_connection_run::~multi_connection_run() = default;

void multi_connection_run::enter_leader() {
  begun_ = work_.time.now();
  place_ = report_.connections.size();
  report_.connections.emplace_back().ordinal = leader_->ordinal();
}

void multi_connection_run::note_leader(const work_batch& part, const std::optional<failure>& cause) {
  connection_report::connection& entry = report_.connections[place_];
  entry.messages += part.account().messages();
  entry.octets += part.account().octets();
  entry.time = work_.time.now() - begun_;
  if (cause) entry.cause = cause;
}

void multi_connection_run::prepare() {
  missed_ = work_.progress.so_far().messages_done;
  const opening_times& took = leader_->opening();
  const net::duration patience = std::max(least_patience, patience_factor * took.whole);
  wait_for_openings_until_ = net::later(work_.time.now(), std::min(patience, around_.options().timeout));
  work_.share = most_share;
  if (terms_.connections < 2) return;
  if (!terms_.automatic) {
    // One connection shall not swallow what is meant for several.
    work_.share = std::clamp<std::size_t>(work_.messages.size() / (terms_.connections * 4), 1, most_share);
    followers_.start(terms_.connections - 1, follower_pool::first_share::kept);
    return;
  }
  growth_terms known;
  known.most = terms_.connections;
  known.setup = took.whole;
  known.round_trip = took.round_trip;
  known.round_trips = took.round_trips;
  known.longest_step = took.longest_step;
  known.lock_step = !sends_ahead();
  known.begun = work_.time.now();
  growth_.emplace(known);
  // What commands took before the login says little of those behind it.
  const net::duration service = std::max(took.command - took.round_trip, took.service);
  if (service > net::duration::zero()) work_.share = share_at(1 / std::chrono::duration<double>(service).count());
  work_.progress.on_arrival([this] { adapt(); });
}

/// What keeps one connection of that speed busy.
std::size_t multi_connection_run::share_at(double messages_per_second) const {
  const net::duration ahead = leader_->opening().round_trip + work_ahead;
  const double by_time = messages_per_second * std::chrono::duration<double>(ahead).count();
  const std::uint64_t average = work_.progress.so_far().octets_total / work_.messages.size();
  const double by_octets = static_cast<double>(octets_ahead) / static_cast<double>(std::max<std::uint64_t>(average, 1));
  return static_cast<std::size_t>(std::clamp<double>(std::min(by_time, by_octets), least_share, most_share));
}

/// After each message: more connections, or fewer.
void multi_connection_run::adapt() {
  if (!growth_) return;
  const transfer_progress& so_far = work_.progress.so_far();
  growth_view seen;
  seen.now = work_.time.now();
  const std::uint64_t arrived = work_.progress.arrived() - missed_;
  seen.messages = arrived + work_.progress.markers();
  seen.done = so_far.octets_done + seen.messages * octets_worth_a_message;
  const std::uint64_t octets_left = so_far.octets_total - std::min(so_far.octets_total, so_far.octets_done);
  seen.left = octets_left + (so_far.messages_total - missed_ - arrived) * octets_worth_a_message;
  seen.opening = followers_.opening();
  seen.working = 1 + followers_.working();
  seen.all_have_delivered = followers_.least_messages() > 0;
  const std::size_t before = std::exchange(asked_for_, growth_->advise(seen));
  const std::size_t share = share_at(growth_->messages_per_second() / static_cast<double>(seen.working));
  // It was estimated from other commands.
  work_.share = std::max(work_.share, share);
  if (asked_for_ > before) {
    work_.share = share;
    followers_.start(asked_for_ - before, follower_pool::first_share::none);
  } else if (asked_for_ < before) {
    followers_.retire(before - asked_for_);
  }
}

asio::awaitable<result<>> multi_connection_run::run(const run_terms& terms) {
  terms_ = terms;
  report_.opened = 1;
  enter_leader();
  prepare();
  std::exception_ptr thrown;
  result<> led;
  try {
    led = co_await lead();
  } catch (...) {
    thrown = std::current_exception();
    if (leader_) leader_->close("failed");
  }
  work_.progress.on_arrival(nullptr);
  // They refer to this object.
  co_await followers_.dismiss(work_.queue.all_finished() && leader_ && leader_->alive());
  if (thrown) std::rethrow_exception(thrown);
  followers_.rethrow();
  if (followers_.end_of_all()) co_return *followers_.end_of_all();
  co_return led;
}

asio::awaitable<result<>> multi_connection_run::lead() {
  while (!work_.queue.all_finished()) {
    result<> done = co_await lead_part();
    if (!done) {
      if (part_->cause() != nullptr || part_->stopped() || followers_.end_of_all()) co_return done;
      done = co_await go_on_after(done.error());
    } else if (!work_.queue.all_finished()) {
      done = co_await wait_for_followers();
    }
    if (!done) co_return done;
  }
  co_return result<>{};
}

/// What is mixed up could not be found again without unique-ids.
bool multi_connection_run::sends_ahead() const {
  return leader_->pipelines() && work_.told_apart_by_ids();
}

asio::awaitable<result<>> multi_connection_run::lead_part() {
  part_ = kind_.make_part(work_, *leader_, work_queue::taker::leader, numbers_);
  sent_ahead_ = sends_ahead();
  result<> done;
  if (sent_ahead_) {
    done = co_await leader_->run(*part_);
  } else {
    done = co_await leader_->run_one_by_one(*part_);
  }
  const bool in_doubt = !done && done.error().kind() == fault::protocol;
  message_due_ = part_->message_due(in_doubt);
  note_leader(*part_, done ? std::nullopt : std::optional<failure>(done.error()));
  if (!part_->settle(in_doubt) && part_->cause() != nullptr) done = *part_->cause();
  if (!done && part_->give_back()) ++report_.chunks_retried;
  if (done && part_->stopped()) {
    part_->give_back();
    leader_->close("stopped");
    co_return failure(*part_->stopped()).set_session_usable(false);
  }
  co_return done;
}

/// Until somebody opens, gives work back or ends, or patience does. Then those that moved nothing are given up.
asio::awaitable<result<>> multi_connection_run::wait_for_followers() {
  if (!work_.queue.any_untouched()) followers_.give_up_those_on_their_way();
  followers_.look();
  const net::duration patience = std::max(least_patience, patience_factor * part_->account().longest_wait());
  const net::time_point now = work_.time.now();
  net::time_point until = net::later(now, std::min(patience, around_.options().timeout));
  const bool awaits_opening = followers_.opening() != 0;
  if (awaits_opening) until = std::max(now, wait_for_openings_until_);
  bool impatient = false;
  const std::unique_ptr<net::timer> alarm = work_.time.make_timer(around_.executor());
  alarm->arm(until, [this, &impatient] {
    impatient = true;
    changed_.notify();
  });
  outcome<> woken = errc::cancelled;
  if (!co_await net::is_cancelled()) woken = co_await changed_.wait();
  if (!woken) {
    leader_->close("cancelled");
    co_return failure(woken.error()).set_session_usable(false);
  }
  if (!impatient) co_return result<>{};
  if (awaits_opening) followers_.give_up_those_on_their_way();
  if (!awaits_opening) followers_.give_up_stalled();
  co_return result<>{};
}

failure multi_connection_run::name_message(failure cause) const {
  if (!message_due_) return cause;
  const std::string message = "message " + std::to_string(work_.messages[*message_due_].sequence_number);
  const std::string detail = cause.detail();
  cause.set_detail(detail.empty() ? message : message + ": " + detail);
  return cause;
}

asio::awaitable<result<>> multi_connection_run::go_on_after(failure cause) {
  cause = name_message(std::move(cause));
  if (is_broken_message(cause)) co_return co_await pass_over(std::move(cause));
  co_return co_await resume(std::move(cause));
}

/// With commands sent ahead, what broke may have been the message before, or the server's way with such commands: then
/// it is asked for once more, in a session of its own.
bool multi_connection_run::is_certain(const failure& cause) {
  return !sent_ahead_ || is_too_large(cause) || !suspects_.insert(*message_due_).second;
}

/// The others are fetched in a new session; none is needed where there are no others.
asio::awaitable<result<>> multi_connection_run::pass_over(failure cause) {
  const std::optional<std::size_t> item = message_due_;
  // A server that sends what nobody asked for is not to blame for one message. Nor is the caller to suffer for one that
  // mixes up its replies: the new session sends one command at a time.
  if (!item && !leader_->mixed_up()) co_return cause;
  const bool certain = item && is_certain(cause);
  if (certain && work_.queue.finished() + 1 == work_.queue.size()) co_return report_broken(*item, cause);
  result<> replaced = co_await replace(cause);
  if (!replaced || !certain) co_return replaced;
  cause.set_session_usable(true);
  co_return report_broken(*item, cause);
}

result<> multi_connection_run::report_broken(std::size_t item, const failure& why) {
  if (!work_.queue.finished(item)) ++broken_;
  result<> told = part_->report_failure(item, why);
  message_due_.reset();
  if (told) return told;
  leader_->close("stopped");
  return failure(told.error()).set_session_usable(false);
}

asio::awaitable<result<>> multi_connection_run::replace(failure cause) {
  if (!work_.told_apart_by_ids()) co_return cause;
  const std::size_t whole = work_.queue.finished() - broken_;
  if (std::exchange(whole_before_replacement_, whole) != whole) replaced_in_a_row_ = 0;
  if (++replaced_in_a_row_ > most_replacements_in_a_row) co_return cause;
  reconnector again(around_, opening_, around_.options().reconnect.attempts);
  again.allow_attempts(reconnector::after_broken_session);
  result<std::unique_ptr<session>> opened = co_await again.open(cause);
  if (!opened && opened.error().code() == errc::cancelled) co_return opened.error();
  if (!opened) {
    const std::string why = cause.detail() + "; no session in place of the one that ended: " + opened.error().message();
    co_return failure(cause).set_detail(why);
  }
  leader_ = std::move(*opened);
  ++report_.reconnected;
  result<> known = co_await learn_anew();
  if (known || !reconnector::is_loss(known.error())) co_return known;
  co_return co_await resume(known.error());
}

asio::awaitable<result<>> multi_connection_run::resume(failure cause) {
  const bool allowed = reconnector::is_loss(cause) && around_.options().reconnect.attempts != 0;
  if (!allowed || !work_.told_apart_by_ids()) co_return cause;
  if (std::exchange(finished_before_loss_, work_.queue.finished()) != work_.queue.finished())
    reconnector_.start_afresh();
  for (;;) {
    result<std::unique_ptr<session>> opened = co_await reconnector_.open(std::move(cause));
    if (!opened) co_return opened.error();
    leader_ = std::move(*opened);
    ++report_.reconnected;
    result<> known = co_await learn_anew();
    if (known || !reconnector::is_loss(known.error())) co_return known;
    cause = known.error();
  }
}

asio::awaitable<result<>> multi_connection_run::learn_anew() {
  ++report_.opened;
  enter_leader();
  unique_id_request asked(work_.limits);
  result<> known = co_await leader_->run(asked);
  if (known && asked.refused()) known = *asked.refused();
  auto listing = std::make_shared<const id_index>(std::move(asked.ids()));
  // What has no id of its own could be any of the messages that seem to be missing.
  if (known && !listing->tells_all_apart()) known = failure(errc::ambiguous_unique_id);
  if (!known) {
    leader_->close("no unique-ids");
    report_.connections[place_].cause = known.error();
    co_return known.error().set_session_usable(false);
  }
  new_listing_ = std::move(listing);
  numbers_.learn(new_listing_);
  co_return result<>{};
}

}  // namespace pop3kit::engine
