#pragma once

#include <cstddef>
#include <cstdint>

#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// What a client knows about the speed of pipelined commands.
enum class pipelining_gain : std::uint8_t {
  unknown,
  proved,  ///< they are answered at least as fast as commands that are sent one at a time
  none,    ///< one command at a time is faster
};

/// Decides during an exchange how many commands may be in flight, from the time that the replies take.
///
/// Some servers announce PIPELINING but delay the replies to pipelined commands. With them, one command at a time is
/// faster.
///
/// The first commands are pipelined, in a small window if the round trip is short. If their replies are as fast as a
/// single command and its reply was before, the window becomes large. Otherwise a few commands are sent one at a time
/// for comparison, which costs little, because the round trip is short compared with the time of the replies. If one at
/// a time is faster, pipelining is tried again after many messages, because the delay may have had another cause. This
/// class does no I/O and has no clock.
class pipelining_pace {
 public:
  /// Begins with what is known. `usual` is the time of one command and its reply without pipelining.
  pipelining_pace(pipelining_gain known, net::duration usual) noexcept;

  /// Returns how many commands may be in flight, at most `most`. 0 while the replies to those in flight are awaited.
  [[nodiscard]] std::size_t window(std::size_t most) const noexcept;
  [[nodiscard]] bool one_at_a_time() const noexcept { return phase_ == phase::alone || phase_ == phase::slow; }
  /// Records a reply. `ahead`: its command was sent before the previous reply. `still_due`: commands in flight.
  void note_reply(net::time_point now, std::uint64_t octets, bool ahead, std::size_t still_due) noexcept;
  [[nodiscard]] pipelining_gain gain() const noexcept { return gain_; }

 private:
  enum class phase : std::uint8_t { sampling, draining, alone, fast, slow };

  /// A number of replies, their total cost, and the time that they took.
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
