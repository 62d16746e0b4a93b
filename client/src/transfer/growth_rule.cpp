#include "transfer/growth_rule.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace pop3kit::engine {

namespace {

using std::chrono::milliseconds;

constexpr net::duration shortest_measurement = milliseconds(5);
/// If less time (seconds) is left when new connections are ready, they gain nothing.
constexpr double short_work = 0.2;
/// The fraction of the remaining time that logins may cost if all of them prove useless.
constexpr double stake = 1.0 / 60;
/// The fraction of the remaining time that the longest step of a single login, and the message that reveals its cost,
/// may take.
constexpr double wager = 1.0 / 25;
/// A connection on trial is ended if messages become slower by this fraction while it logs in.
constexpr double noticeable = 0.5;
/// Minimum cost of a login for the other connections, in seconds.
constexpr double least_login_cost = 0.0002;
/// Further connections are useless if the remaining time is within this factor of the time with all connections.
constexpr double near_enough = 1.02;
/// The fraction of the expected gain that makes a step a success. Up to half of the gain may go into proofs of numbers.
constexpr double good_return = 0.4;
/// The step is undone if the speed grows by less than this factor.
constexpr double least_gain = 1.1;
/// New connections are awaited for at most this multiple of the expected setup time.
constexpr int patience = 4;

double seconds(net::duration span) {
  return std::chrono::duration<double>(span).count();
}

}  // namespace

growth_rule::growth_rule(const growth_terms& terms) : terms_(terms) {
  mark_.at = terms.begun;
  // In lock-step the first message shows the time per message. In a pipeline its time includes a round trip.
  marked_ = terms.lock_step;
}

growth_rule::mark growth_rule::mark_of(const growth_view& seen) {
  return {seen.now, seen.done, seen.messages};
}

void growth_rule::set_mark(const growth_view& seen) {
  mark_ = mark_of(seen);
  marked_ = true;
}

bool growth_rule::measure(const growth_view& seen, std::uint64_t least_messages) {
  const net::duration span = seen.now - mark_.at;
  const std::uint64_t messages = seen.messages - mark_.messages;
  if (messages < least_messages || span < shortest_measurement || seen.done <= mark_.done) return false;
  rate_ = static_cast<double>(seen.done - mark_.done) / seconds(span);
  message_rate_ = static_cast<double>(messages) / seconds(span);
  return true;
}

std::size_t growth_rule::advise(const growth_view& seen) {
  if (terms_.most < 2) return 1;
  switch (phase_) {
    case phase::alone:
      measure_alone(seen);
      break;
    case phase::growing:
      await_newcomers(seen);
      break;
    case phase::measuring:
      judge(seen);
      break;
    default:
      break;
  }
  return wanted_;
}

void growth_rule::measure_alone(const growth_view& seen) {
  if (!marked_) {
    set_mark(seen);
    return;
  }
  if (measure(seen, terms_.lock_step ? 1 : 2)) try_more(seen, false);
}

/// Returns the smallest number of further connections with which the rest takes hardly longer than with the maximum.
std::size_t growth_rule::useful(double remaining, std::size_t now) const {
  const double setup = seconds(terms_.setup);
  const double after = std::max(remaining - setup, 0.0);
  const auto with = [&](std::size_t count) {
    return setup + after * static_cast<double>(now) / static_cast<double>(count);
  };
  const double best = with(terms_.most);
  // The expected gain must be at least a tenth, because the estimate may be wrong.
  if (best * least_gain > remaining) return 0;
  std::size_t count = now + 1;
  while (count < terms_.most && with(count) > best * near_enough) ++count;
  return count - now;
}

void growth_rule::try_more(const growth_view& seen, bool proved) {
  const double remaining = static_cast<double>(seen.left) / rate_;
  const std::size_t now = wanted_;
  if (remaining - seconds(terms_.setup) < short_work || now >= terms_.most) return;
  std::size_t more = useful(remaining, now);
  if (more == 0) return;
  if (!proved) more = std::min(more, affordable(remaining));
  wagered_ = more == 0;
  if (wagered_ && !worth_a_wager(remaining)) return;
  before_ = now;
  rate_before_ = rate_;
  wanted_ = now + std::max<std::size_t>(more, 1);
  asked_ = mark_of(seen);
  phase_ = phase::growing;
}

/// Returns how many logins are affordable even if all of them prove useless.
std::size_t growth_rule::affordable(double remaining) const {
  // The time of a login, except for waiting for the network, may be lost for the other connections.
  const net::duration waiting = terms_.round_trip * static_cast<net::duration::rep>(terms_.round_trips);
  const double cost = std::max(seconds(terms_.setup - waiting), least_login_cost);
  return static_cast<std::size_t>(stake * remaining / cost);
}

bool growth_rule::worth_a_wager(double remaining) const {
  return seconds(terms_.longest_step - terms_.round_trip) + 1 / message_rate_ <= wager * remaining;
}

bool growth_rule::slowed_down(const growth_view& seen) const {
  const double expected = static_cast<double>(seen.messages - asked_.messages) / message_rate_;
  return seconds(seen.now - asked_.at) - expected > noticeable / message_rate_;
}

void growth_rule::await_newcomers(const growth_view& seen) {
  if (wagered_ && seen.opening != 0 && slowed_down(seen)) {
    wanted_ = before_;
    phase_ = phase::settled;
    return;
  }
  const bool patient = seen.now - asked_.at < patience * terms_.setup + shortest_measurement;
  if (patient && (seen.opening != 0 || !seen.all_have_delivered)) return;
  if (seen.working <= before_) {
    // No new connection succeeded, or all have ended, so no more are opened.
    wanted_ = before_;
    phase_ = phase::settled;
    return;
  }
  set_mark(seen);
  phase_ = phase::measuring;
}

void growth_rule::judge(const growth_view& seen) {
  const auto working = std::max(seen.working, before_ + 1);
  if (!measure(seen, 2 * working)) return;
  const double gain = rate_ / rate_before_;
  const double hoped = static_cast<double>(working) / static_cast<double>(before_);
  phase_ = phase::settled;
  if (gain < least_gain) {
    wanted_ = before_;
  } else if ((gain - 1) >= good_return * (hoped - 1)) {
    wanted_ = std::max(wanted_, working);
    try_more(seen, true);
  }
}

}  // namespace pop3kit::engine
