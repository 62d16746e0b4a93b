#include "watched_client.hpp"

#include <algorithm>
#include <array>

namespace pop3kit::proof {

namespace {

constexpr std::uint64_t most_work = 3'000'000;
constexpr std::uint64_t octets_per_deadline = 64ULL * 1024;
constexpr std::int64_t waits_of_opening = 12;
constexpr std::int64_t waits_of_message = 4;
constexpr std::int64_t trips_of_opening = 12;

std::chrono::nanoseconds round_trip(const plan& what) {
  return 2 * (what.link.latency + what.link.jitter + what.scenario_latency);
}

/// Somebody says what the protocol does not allow: the server, or, before TLS begins, a flipped bit.
bool any_nonsense(const plan& what) {
  return std::ranges::any_of(what.faults, [](const planned_fault& fault) {
    return fault.what == planned_fault::kind::reply || fault.event.what == disturbance::corrupt;
  });
}

/// The server mixes up the replies to commands that were sent ahead, and is right about everything else.
bool only_mixes_replies(const plan& what) {
  return std::ranges::all_of(what.faults, [](const planned_fault& fault) { return fault.fault == "late_terminator"; });
}

/// A server ends a session that idles for long, at any moment.
bool any_idling(const plan& what) {
  return std::ranges::any_of(
      what.steps, [](const work_step& step) { return step.what == action::idle || step.what == action::pause; });
}

/// Nothing but the server's answers goes wrong, so that nothing ends a session from one moment to the next.
bool is_quiet(const plan& what) {
  return std::ranges::all_of(what.faults, [](const planned_fault& fault) {
    return fault.what == planned_fault::kind::reply || fault.what == planned_fault::kind::outcome;
  });
}

}  // namespace

watched_client::watched_client(const plan& what, faulty_world& world, mail_model& model)
    : plan_(what), world_(world), model_(model), mail_(std::make_unique<async_client>(world.make_client())) {
  world_.close = [this] { close(); };
}

watched_client::~watched_client() {
  world_.close = nullptr;
  // An operation that never ends still refers to its client.
  if (stuck_) static_cast<void>(mail_.release());
}

watched_client::watch watched_client::begin() {
  watch begun;
  begun.at = world_.world().now();
  begun.steps = world_.world().steps();
  begun.had_session = view_.has_session;
  begun.had_marks = !view_.marked.empty();
  return begun;
}

bool watched_client::run(const watch& begun, const std::function<bool()>& done) {
  const auto enough = [this, &begun, &done] { return done() || world_.world().steps() - begun.steps > most_work; };
  if (!world_.run_with_upsets(enough)) {
    model_.find("the operation hangs: nothing is left that could end it");
  } else if (!done()) {
    model_.find("the operation repeats itself without end");
  }
  stuck_ = !done();
  return !stuck_;
}

/// No wait is longer than the timeout; how many waits an operation has is bounded by what the maildrop holds.
void watched_client::check_time(const watch& begun, std::chrono::nanoseconds pause) {
  const auto messages = static_cast<std::int64_t>(model_.messages_ever());
  const auto pieces = static_cast<std::int64_t>(model_.octets_ever() / octets_per_deadline);
  // Replies that were mixed up cost another session, for which the client tries several times.
  constexpr std::uint64_t lives_after_mixed_replies = 5;
  const auto lives =
      static_cast<std::int64_t>(1 + lives_after_mixed_replies + plan_.reconnections * (1 + model_.messages_ever()));
  const std::chrono::nanoseconds one_life = plan_.timeout * (waits_of_opening + waits_of_message * messages + pieces);
  const std::chrono::nanoseconds rests = reconnection().longest_wait * (lives - 1);
  const std::chrono::nanoseconds took = world_.world().now() - begun.at;
  if (took > one_life * lives + rests + pause + world_.jumped())
    model_.find("the operation takes longer than its deadlines");
}

void watched_client::note_success(ending how) {
  world_.log("  done");
  if (view_.refuses) model_.find("an operation succeeds after marks were lost, without connect()");
  view_.has_session = how != ending::meant && !closed_;
}

void watched_client::note_failure(const watch& begun, const failure& why, ending how) {
  world_.log("  " + why.message());
  world_.check_secrecy(why.message() + why.detail() + (why.reply() ? why.reply()->text : std::string()));
  if (!why.code() || why.message().empty() || why.kind() == fault::expectation) {
    model_.find("a failure without a cause: " + why.message());
  }
  check_cause(why);
  if (why.code() == errc::session_lost && !why.session_usable()) {
    view_.refuses = view_.refuses || (begun.had_marks && !closed_);
    return view_.lose_session();
  }
  if (why.session_usable()) {
    if (why.kind() == fault::refused && !closed_) view_.has_session = true;
    if (begun.had_session && is_quiet(plan_)) check_that_session_lives();
    return;
  }
  view_.lose_session();
  if (how != ending::unexpected || !begun.had_session || closed_) return;
  view_.refuses = view_.refuses || begun.had_marks;
  check_that_session_is_lost();
}

/// Nothing fails that nothing has disturbed.
void watched_client::check_cause(const failure& why) {
  const bool blames_server = why.kind() == fault::protocol && !any_nonsense(plan_);
  const bool slow = plan_.link.octets_per_second != 0 || plan_.timeout < trips_of_opening * round_trip(plan_);
  const bool blames_network =
      (why.kind() == fault::transport && !any_idling(plan_)) || (why.kind() == fault::deadline && !slow);
  if (blames_server || (plan_.faults.empty() && blames_network)) {
    model_.find("an operation fails without a fault: " + why.message());
  }
  if (why.kind() == fault::protocol && !needs_this_session() && only_mixes_replies(plan_)) {
    model_.find("an operation fails although a new session could complete it: " + why.message());
  }
}

/// Marks end with the session, and so do numbers.
bool watched_client::needs_this_session() const {
  constexpr std::array by_reference{action::info, action::list_some, action::headers_of_many, action::fetch_many};
  const bool names_messages = std::ranges::find(by_reference, step_.what) != by_reference.end();
  return !view_.marked.empty() || !view_.certain() || (names_messages && !step_.by_id);
}

void watched_client::check_that_session_lives() {
  const std::uint64_t before = world_.world().connections();
  const result<> lives = world_.world().run(mail_->noop());
  if (lives && world_.world().connections() != before) model_.find("a usable session was given up");
  if (lives) return;
  if (lives.error().code() == errc::session_lost) model_.find("a session that was reported as usable is lost");
  if (lives.error().session_usable()) return;
  view_.refuses = view_.refuses || !view_.marked.empty();
  view_.lose_session();
}

void watched_client::check_that_session_is_lost() {
  const std::uint64_t before = world_.world().connections();
  const result<std::uint64_t> refused = world_.world().run(mail_->get_message_size(1));
  if (refused || refused.error().code() != errc::session_lost || world_.world().connections() != before) {
    model_.find("a sequence number is accepted after the end of its session");
  }
}

void watched_client::note_resumption() {
  const connection_report& report = mail_->last_report();
  if (report.reconnected == 0) return;
  if (report.marks_lost && view_.certain() && view_.marked.empty())
    model_.find("lost marks are reported that were never made");
  if (!report.marks_lost && !view_.marked.empty()) model_.find("marks are lost, and the report does not say so");
  if (report.marks_lost) view_.refuses = true;
  view_.forget_marks();
}

void watched_client::idle(std::chrono::nanoseconds span) {
  world_.world().pass(span / 2);
  world_.let_upsets_happen();
  world_.world().pass(span / 2);
}

void watched_client::close() {
  mail_->close();
  closed_ = true;
  view_.end_session();
}

}  // namespace pop3kit::proof
