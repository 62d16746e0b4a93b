#include "transfer/connection_growth.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace pop3kit::engine {

namespace {

/// The amount of work in flight, in addition to the round trip, that keeps a connection busy. More work would only be
/// withheld from the other connections.
constexpr net::duration work_ahead = std::chrono::milliseconds(100);
constexpr std::uint64_t octets_ahead = 8ULL << 20;
constexpr std::size_t least_share = 4;
constexpr std::size_t most_share = 256;
/// The fixed cost of a message, expressed in octets. Used to estimate the remaining work.
constexpr std::uint64_t octets_worth_a_message = 2048;

}  // namespace

void connection_growth::begin(const run_terms& terms) {
  missed_ = work_.progress.so_far().messages_done;
  work_.share = most_share;
  if (terms.connections < 2) return;
  if (!terms.automatic) {
    // A small share, so that one connection does not take the messages of the others.
    work_.share = std::clamp<std::size_t>(work_.messages.size() / (terms.connections * 4), 1, most_share);
    followers_.start(terms.connections - 1, follower_pool::first_share::kept);
    return;
  }
  const opening_times& took = leader_.present_session().opening();
  growth_terms known;
  known.most = terms.connections;
  known.setup = took.whole;
  known.round_trip = took.round_trip;
  known.round_trips = took.round_trips;
  known.longest_step = took.longest_step;
  known.lock_step = !leader_.sends_ahead();
  known.begun = work_.time.now();
  rule_.emplace(known);
  // Commands before the login say little about the time of commands after it, so this is only a first estimate.
  const net::duration service = std::max(took.command - took.round_trip, took.service);
  if (service > net::duration::zero()) work_.share = share_at(1 / std::chrono::duration<double>(service).count());
  work_.progress.on_arrival([this] { adapt(); });
}

void connection_growth::end() {
  work_.progress.on_arrival(nullptr);
}

/// Returns the number of messages in flight that keeps one connection of this speed busy.
std::size_t connection_growth::share_at(double messages_per_second) const {
  const net::duration ahead = leader_.present_session().opening().round_trip + work_ahead;
  const double by_time = messages_per_second * std::chrono::duration<double>(ahead).count();
  const std::uint64_t average = work_.progress.so_far().octets_total / work_.messages.size();
  const double by_octets = static_cast<double>(octets_ahead) / static_cast<double>(std::max<std::uint64_t>(average, 1));
  return static_cast<std::size_t>(std::clamp<double>(std::min(by_time, by_octets), least_share, most_share));
}

/// Called after each message. Starts or retires connections.
void connection_growth::adapt() {
  if (!rule_) return;
  const transfer_progress& so_far = work_.progress.so_far();
  growth_view seen;
  seen.now = work_.time.now();
  const std::uint64_t arrived = work_.progress.arrived() - missed_;
  seen.messages = arrived + work_.progress.markers();
  seen.done = so_far.octets_done + seen.messages * octets_worth_a_message;
  const std::uint64_t octets_left = so_far.octets_total - std::min(so_far.octets_total, so_far.octets_done);
  seen.left = octets_left + (so_far.messages_total - missed_ - arrived) * octets_worth_a_message;
  seen.opening = followers_.opening_count();
  seen.working = 1 + followers_.working_count();
  seen.all_have_delivered = followers_.least_messages() > 0;
  const std::size_t before = std::exchange(asked_for_, rule_->advise(seen));
  const std::size_t share = share_at(rule_->messages_per_second() / static_cast<double>(seen.working));
  // The first share was an estimate from other commands, so it may grow.
  work_.share = std::max(work_.share, share);
  if (asked_for_ > before) {
    work_.share = share;
    followers_.start(asked_for_ - before, follower_pool::first_share::none);
  } else if (asked_for_ < before) {
    followers_.retire(before - asked_for_);
  }
}

}  // namespace pop3kit::engine
