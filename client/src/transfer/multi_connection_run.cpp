#include "transfer/multi_connection_run.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "net/async/is_cancelled.hpp"

namespace pop3kit::engine {

namespace {

constexpr net::duration least_patience = std::chrono::milliseconds(250);
constexpr int patience_factor = 4;

}  // namespace

multi_connection_run::multi_connection_run(environment& around, session_keeper& keeper, shared_work& work,
                                           work_kind& kind, connection_report& report)
    : around_(around),
      work_(work),
      kind_(kind),
      report_(report),
      changed_(around.executor()),
      followers_(around, work, kind, report, changed_),
      leader_(around, keeper, work, report),
      growth_(leader_, followers_, work) {
  followers_.on_end_of_all([this] { leader_.close("stopped"); });
}

multi_connection_run::~multi_connection_run() = default;

asio::awaitable<result<>> multi_connection_run::run(const run_terms& terms) {
  report_.opened = 1;
  leader_.enter();
  const net::duration patience = std::max(least_patience, patience_factor * leader_.present_session().opening().whole);
  wait_for_openings_until_ = net::later(work_.time.now(), std::min(patience, around_.options().timeout));
  growth_.begin(terms);
  std::exception_ptr thrown;
  result<> led;
  try {
    led = co_await lead();
  } catch (...) {
    thrown = std::current_exception();
    leader_.close("failed");
  }
  growth_.end();
  // The followers use this object, so it must wait for their end.
  co_await followers_.dismiss(work_.queue.all_finished() && leader_.alive());
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

asio::awaitable<result<>> multi_connection_run::lead_part() {
  session& present = leader_.present_session();
  part_ = kind_.make_part(work_, present, work_queue::taker::leader, leader_.numbers());
  const bool sends_ahead = leader_.sends_ahead();
  result<> done;
  if (sends_ahead) {
    done = co_await present.run(*part_);
  } else {
    done = co_await present.run_one_by_one(*part_);
  }
  const bool in_doubt = !done && done.error().kind() == fault::protocol;
  broken_.note_end(part_->message_due(in_doubt), sends_ahead);
  leader_.note(part_->account(), done ? std::nullopt : std::optional<failure>(done.error()));
  if (!part_->settle(in_doubt) && part_->cause() != nullptr) done = *part_->cause();
  if (!done && part_->give_back()) ++report_.chunks_retried;
  if (done && part_->stopped()) {
    part_->give_back();
    leader_.close("stopped");
    co_return failure(*part_->stopped()).set_session_usable(false);
  }
  co_return done;
}

/// Waits until a follower has logged in, gives work back or ends. After a timeout, ends followers without progress.
asio::awaitable<result<>> multi_connection_run::wait_for_followers() {
  if (!work_.queue.any_untouched()) followers_.give_up_those_on_their_way();
  followers_.look();
  const net::duration patience = std::max(least_patience, patience_factor * part_->account().longest_wait());
  const net::time_point now = work_.time.now();
  net::time_point until = net::later(now, std::min(patience, around_.options().timeout));
  const bool awaits_opening = followers_.opening_count() != 0;
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
    leader_.close("cancelled");
    co_return failure(woken.error()).set_session_usable(false);
  }
  if (!impatient) co_return result<>{};
  if (awaits_opening) followers_.give_up_those_on_their_way();
  if (!awaits_opening) followers_.give_up_stalled();
  co_return result<>{};
}

asio::awaitable<result<>> multi_connection_run::go_on_after(failure cause) {
  cause = broken_.name_message(std::move(cause), work_.messages);
  if (is_broken_message(cause)) co_return co_await pass_over(std::move(cause));
  co_return co_await leader_.resume(std::move(cause));
}

/// Reports a broken message and fetches the others in a new session. If there are no others, no session is opened.
asio::awaitable<result<>> multi_connection_run::pass_over(failure cause) {
  const std::optional<std::size_t> item = broken_.due();
  // Without a message that was due, the failure does not belong to one message, and the operation fails. If replies
  // were out of order, a new session that sends one command at a time may succeed.
  if (!item && !leader_.present_session().mixed_up()) co_return cause;
  const bool certain = item && broken_.is_certain(cause);
  if (certain && work_.queue.finished() + 1 == work_.queue.size()) co_return report_broken(*item, cause);
  const std::size_t whole = work_.queue.finished() - broken_.reported();
  result<> replaced = co_await leader_.replace(cause, whole);
  if (!replaced || !certain) co_return replaced;
  cause.set_session_usable(true);
  co_return report_broken(*item, cause);
}

result<> multi_connection_run::report_broken(std::size_t item, const failure& why) {
  const bool first_report = !work_.queue.finished(item);
  // While the leader logged in again, a follower may have taken the message. Then the follower decides what becomes of
  // it.
  if (first_report && !work_.queue.withdraw(item)) return {};
  result<> told = part_->report_failure(item, why);
  broken_.note_reported(first_report);
  if (told) return told;
  leader_.close("stopped");
  return failure(told.error()).set_session_usable(false);
}

}  // namespace pop3kit::engine
