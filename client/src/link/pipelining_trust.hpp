#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <pop3kit/errc.hpp>

#include "link/pipelining_pace.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// Whether a server supports the PIPELINING that it announces, as far as one client has seen. After the trust is lost,
/// all later sessions send one command at a time. They also do so if pipelining works but is slower.
class pipelining_trust {
 public:
  [[nodiscard]] bool holds() const noexcept { return holds_; }
  void lose() noexcept { holds_ = false; }
  [[nodiscard]] pipelining_gain gain() const noexcept { return gain_; }
  void note_gain(pipelining_gain measured) noexcept { gain_ = measured; }

 private:
  bool holds_ = true;
  pipelining_gain gain_ = pipelining_gain::unknown;
};

/// What one session has shown about pipelining. If a pipelined command was answered before, a lost connection does not
/// make the server's support doubtful.
class pipelining_evidence {
 public:
  /// Uses what other sessions of the client have learned. `trust` may be null; otherwise it must outlive this object.
  explicit pipelining_evidence(pipelining_trust* trust = nullptr) noexcept : trust_(trust) {}

  /// Sets the time of one command and its reply without pipelining.
  void set_usual_time(net::duration usual) noexcept { usual_ = usual; }
  /// Returns the pace for an exchange; empty if the exchange is not measured.
  [[nodiscard]] std::optional<pipelining_pace> pace() const noexcept {
    if (trust_ == nullptr) return std::nullopt;
    return pipelining_pace(trust_->gain(), usual_);
  }
  void note_gain(pipelining_gain measured) noexcept {
    if (trust_ != nullptr) trust_->note_gain(measured);
  }

  /// Returns false after any session of the client has lost the trust.
  [[nodiscard]] bool may_send_ahead() const noexcept { return trust_ == nullptr || trust_->holds(); }
  void sent_ahead() noexcept { tried_ = true; }
  void answered_ahead() noexcept { seen_to_work_ = true; }
  /// Returns true if more gaps are needed. A gap is the time from the end of one reply to the first octet of the next
  /// one, whose command was sent ahead. It is the server's own time, without a round trip. A few gaps are enough.
  [[nodiscard]] bool wants_gaps() const noexcept { return gaps_ < enough_gaps; }
  void note_gap(net::duration gap) noexcept {
    ++gaps_;
    if (!shortest_gap_ || gap < *shortest_gap_) shortest_gap_ = gap;
  }
  [[nodiscard]] const std::optional<net::duration>& shortest_gap() const noexcept { return shortest_gap_; }
  /// Returns true if the end of the session makes the support of PIPELINING doubtful. Cancellation by the caller does
  /// not.
  [[nodiscard]] bool doubtful(const boost::system::error_code& end) const noexcept {
    if (!tried_ || end == errc::cancelled) return false;
    return shows_displaced_reply(end) || (!seen_to_work_ && (end == fault::transport || end == fault::deadline));
  }
  /// Returns true if the session ended because a reply in a pipeline was malformed or out of place. The same commands
  /// may succeed in another session, one at a time.
  [[nodiscard]] bool mixed_up(const boost::system::error_code& end) const noexcept {
    return tried_ && shows_displaced_reply(end);
  }

 private:
  static constexpr std::size_t enough_gaps = 4;

  /// Returns true for violations of the protocol that a wrong order of replies can cause.
  [[nodiscard]] static bool shows_displaced_reply(const boost::system::error_code& end) noexcept {
    return end == errc::malformed_status_line || end == errc::malformed_response || end == errc::line_too_long ||
           end == errc::unsolicited_data || end == errc::message_truncated;
  }

  pipelining_trust* trust_;
  net::duration usual_{};
  std::optional<net::duration> shortest_gap_;
  std::size_t gaps_ = 0;
  bool tried_ = false;
  bool seen_to_work_ = false;
};

}  // namespace pop3kit::engine
