#pragma once

#include <cstddef>
#include <cstdint>

#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// What a client knows about the speed of commands that are sent ahead.
enum class pipelining_gain : std::uint8_t {
  unknown,
  proved,  ///< they are answered no later than commands that are sent one at a time
  none,    ///< one command at a time is faster
};

/// Decides during an exchange how many commands may be in flight, from the time that the replies take. Some servers
/// announce PIPELINING and delay the replies to commands that are sent ahead; one command at a time is faster there.
///
/// The first commands are sent ahead, in a small window if the server is near. If their replies come no slower than one
/// command and its reply took before, the window is opened. Otherwise a few commands are sent one at a time for
/// comparison; they cost little, because a round trip is short compared with what the replies take. Where one at a time
/// wins, sending ahead is tried again after many messages, in case something else was to blame. No I/O, no clock of its
/// own.
class pipelining_pace {
 public:
  /// `usual`: what one command and its reply take, one at a time.
  pipelining_pace(pipelining_gain known, net::duration usual) noexcept;

  /// The most commands that may be in flight, of those that the exchange allows. 0 while those in flight are awaited.
  [[nodiscard]] std::size_t window(std::size_t most) const noexcept;
  [[nodiscard]] bool one_at_a_time() const noexcept { return phase_ == phase::alone || phase_ == phase::slow; }
  /// `ahead`: the command was sent before the reply to the one before it. `still_due`: commands in flight.
  void note_reply(net::time_point now, std::uint64_t octets, bool ahead, std::size_t still_due) noexcept;
  [[nodiscard]] pipelining_gain gain() const noexcept { return gain_; }

 private:
  enum class phase : std::uint8_t { sampling, draining, alone, fast, slow };

  /// Replies, what they were worth, and the time that they took.
  struct account {
    std::size_t replies = 0;
    std::uint64_t units = 0;
    net::duration time{};
    [[nodiscard]] double time_of_a_unit() const noexcept;
  };

  void judge_sample(std::size_t still_due) noexcept;
  void judge_trial() noexcept;

  net::duration usual_;
  pipelining_gain gain_;
  phase phase_ = phase::sampling;
  account ahead_;
  account alone_;
  net::time_point last_;
  bool begun_ = false;
  std::size_t until_next_sample_;
  std::size_t next_pause_;
};

}  // namespace pop3kit::engine
