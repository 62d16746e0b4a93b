#pragma once

#include <cstddef>
#include <cstdint>

#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// What is known before an operation begins.
struct growth_terms {
  std::size_t most = 1;   ///< maximum number of connections
  net::duration setup{};  ///< time until a further connection works
  net::duration round_trip{};
  std::size_t round_trips = 0;   ///< round trips of the setup
  net::duration longest_step{};  ///< longest step of the setup
  bool lock_step = false;
  net::time_point begun;
};

/// The state of an operation at one moment. The unit of work can be anything, for instance octets.
struct growth_view {
  net::time_point now;
  std::uint64_t done = 0;
  std::uint64_t left = 0;
  std::uint64_t messages = 0;      ///< messages that are done
  std::size_t working = 1;         ///< connections that are working
  std::size_t opening = 0;         ///< connections that are being opened
  bool all_have_delivered = true;  ///< true if each working connection has done at least one message
};

/// Decides how many connections an operation should have, from the speed that it measures. It needs no knowledge about
/// the network or the server.
///
/// One connection is measured first. More are tried if the remaining time justifies it, but only so many that their
/// logins cost at most a sixtieth of that time, even if the other connections lose all of it. If this allows none, one
/// connection may be tried if no step of its login costs much; it is ended as soon as the work slows down.
///
/// Then the speed is measured again. If most of the expected gain is achieved, more connections are tried. If hardly
/// anything is gained, the new connections are ended. This class does no I/O and has no clock.
class growth_rule {
 public:
  explicit growth_rule(const growth_terms& terms);

  /// Returns how many connections there should be, including those that are being opened. Called after each message.
  [[nodiscard]] std::size_t advise(const growth_view& seen);
  /// Returns the measured speed; 0 if it was not measured yet.
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
  bool wagered_ = false;  ///< the new connection is on trial: it is ended if the work slows down while it logs in
};

}  // namespace pop3kit::engine
