#include "link/pipelining_pace.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace pop3kit::engine {

namespace {

/// The first window is small if the round trip is short, so that few replies are outstanding if pipelining turns out to
/// be slow. If the round trip is longer, waiting after a small window would cost more than it saves.
constexpr std::size_t sample_window = 16;
constexpr net::duration short_round_trip = std::chrono::milliseconds(2);
constexpr std::size_t least_sample = 8;
constexpr std::size_t most_sample = 64;
constexpr std::size_t trial_replies = 8;
/// The fixed cost of a reply, expressed in octets.
constexpr std::uint64_t units_of_a_reply = 2048;
/// A smaller loss of time may be chance, and is not worth a trial.
constexpr net::duration noticeable_loss = std::chrono::milliseconds(20);
/// Lock-step must be faster by this factor to replace pipelining.
constexpr double clear_advantage = 1.25;
/// Number of replies until pipelining is tried again, and the factor by which this number grows each time.
constexpr std::size_t first_pause = 2048;
constexpr std::size_t pause_growth = 8;

}  // namespace

double pipelining_pace::account::time_of_a_unit() const noexcept {
  return static_cast<double>(time.count()) / static_cast<double>(std::max<std::uint64_t>(units, 1));
}

pipelining_pace::pipelining_pace(pipelining_gain known, net::duration usual) noexcept
    : usual_(usual), gain_(known), until_next_sample_(first_pause), next_pause_(first_pause) {
  if (known == pipelining_gain::proved) phase_ = phase::fast;
  if (known == pipelining_gain::none) phase_ = phase::slow;
}

std::size_t pipelining_pace::window(std::size_t most) const noexcept {
  switch (phase_) {
    case phase::sampling:
      return usual_ < short_round_trip ? std::min(most, sample_window) : most;
    case phase::draining:
      return 0;
    case phase::fast:
      return most;
    default:
      return 1;
  }
}

void pipelining_pace::note_reply(net::time_point now, std::uint64_t octets, bool ahead,
                                 std::size_t still_due) noexcept {
  const net::duration took = now - last_;
  last_ = now;
  if (!std::exchange(begun_, true)) return;
  const auto add_to = [&](account& to) {
    ++to.replies;
    to.units += octets + units_of_a_reply;
    to.time += took;
  };
  switch (phase_) {
    case phase::sampling:
      // The time of a command that was not sent ahead includes a round trip.
      if (!ahead) return;
      add_to(ahead_);
      judge_sample(still_due);
      break;
    case phase::draining:
      if (still_due == 0) phase_ = phase::alone;
      break;
    case phase::alone:
      add_to(alone_);
      judge_trial();
      break;
    case phase::slow:
      if (--until_next_sample_ != 0) break;
      ahead_ = account();
      alone_ = account();
      phase_ = phase::sampling;
      break;
    default:
      break;
  }
}

void pipelining_pace::judge_sample(std::size_t still_due) noexcept {
  if (ahead_.replies < least_sample) return;
  const net::duration expected = usual_ * static_cast<net::duration::rep>(ahead_.replies);
  const bool slower =
      ahead_.time >= expected + noticeable_loss || (ahead_.replies == most_sample && ahead_.time > 2 * expected);
  if (slower) {
    phase_ = still_due == 0 ? phase::alone : phase::draining;
  } else if (ahead_.time <= expected || ahead_.replies == most_sample) {
    gain_ = pipelining_gain::proved;
    phase_ = phase::fast;
  }
}

void pipelining_pace::judge_trial() noexcept {
  if (alone_.replies < trial_replies) return;
  const bool wins = alone_.time_of_a_unit() * clear_advantage < ahead_.time_of_a_unit();
  gain_ = wins ? pipelining_gain::none : pipelining_gain::proved;
  phase_ = wins ? phase::slow : phase::fast;
  if (!wins) return;
  until_next_sample_ = next_pause_;
  next_pause_ *= pause_growth;
}

}  // namespace pop3kit::engine
