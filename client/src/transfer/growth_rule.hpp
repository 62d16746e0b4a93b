#pragma once

#include <cstddef>
#include <cstdint>

#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// What is known before an operation begins.
struct growth_terms {
  std::size_t most = 1;   ///< connections
  net::duration setup{};  ///< until a further connection works
  net::duration round_trip{};
  std::size_t round_trips = 0;   ///< of the setup
  net::duration longest_step{};  ///< of the setup
  bool lock_step = false;
  net::time_point begun;
};

/// What can be seen at one moment. Units are those of work, whatever they stand for.
struct growth_view {
  net::time_point now;
  std::uint64_t done = 0;
  std::uint64_t left = 0;
  std::uint64_t messages = 0;      ///< done
  std::size_t working = 1;         ///< connections that have work in hand
  std::size_t opening = 0;         ///< connections on their way
  bool all_have_delivered = true;  ///< each that works has done a message at least
};

/// Decides how many connections an operation is to have, from what it sees of its own speed; knows nothing of the link
/// or the server beforehand. One connection is measured first. More are tried if the remaining time is worth the wait,
/// and only so many that logging in costs no more than a sixtieth of that time even if all of it were taken from the
/// work. Where that allows for none, a single one may be tried if no step of its login would cost much, and is sent
/// away as soon as the work slows down. Then the speed is measured again: most of what was hoped for invites more,
/// hardly anything sends the new ones away. No I/O, no clock of its own.
class growth_rule {
 public:
  explicit growth_rule(const growth_terms& terms);

  /// Called after each message. The connections that there should be, those on their way included.
  [[nodiscard]] std::size_t advise(const growth_view& seen);
  /// Measured so far, per second; 0 before.
  [[nodiscard]] double messages_per_second() const noexcept { return message_rate_; }

 private:
  enum class phase : std::uint8_t { alone, growing, measuring, settled };
  struct mark {
    net::time_point at;
    std::uint64_t done = 0;
    std::uint64_t messages = 0;
  };

  [[nodiscard]] bool measure(const growth_view& seen, std::uint64_t least_messages);
  void measure_alone(const growth_view& seen);
  void await_newcomers(const growth_view& seen);
  void judge(const growth_view& seen);
  void try_more(const growth_view& seen, bool proved);
  [[nodiscard]] std::size_t affordable(double remaining) const;
  [[nodiscard]] bool worth_a_wager(double remaining) const;
  [[nodiscard]] bool slowed_down(const growth_view& seen) const;
  [[nodiscard]] std::size_t useful(double remaining, std::size_t now) const;
  [[nodiscard]] static mark mark_of(const growth_view& seen);
  void set_mark(const growth_view& seen);

  growth_terms terms_;
  phase phase_ = phase::alone;
  mark mark_;
  bool marked_ = false;
  std::size_t wanted_ = 1;
  std::size_t before_ = 1;
  double rate_ = 0;         // units per second
  double rate_before_ = 0;  // with `before_` connections
  double message_rate_ = 0;
  mark asked_;
  bool wagered_ = false;  ///< the newcomer has to go if the work slows down while it logs in
};

}  // namespace pop3kit::engine
