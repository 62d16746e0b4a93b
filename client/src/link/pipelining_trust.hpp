#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <optional>
#include <pop3kit/errc.hpp>

#include "link/pipelining_pace.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// Whether a server that announces PIPELINING keeps its word, as far as one client has seen. Once lost, all later
/// sessions send one command at a time. They do so too if it keeps its word, but sending ahead turned out slower.
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

/// What one session has shown of it. A lost connection says nothing if a command that was sent ahead has been answered
/// before: then the server can do it.
class pipelining_evidence {
 public:
  /// What is learned in other sessions of the client counts here too. The trust, if any, must outlive this object.
  explicit pipelining_evidence(pipelining_trust* trust = nullptr) noexcept : trust_(trust) {}

  /// What one command and its reply take, one at a time.
  void set_usual_time(net::duration usual) noexcept { usual_ = usual; }
  /// The pace to go on at; none if nothing is to be learned from the exchange.
  [[nodiscard]] std::optional<pipelining_pace> pace() const noexcept {
    if (trust_ == nullptr) return std::nullopt;
    return pipelining_pace(trust_->gain(), usual_);
  }
  void note_gain(pipelining_gain measured) noexcept {
    if (trust_ != nullptr) trust_->note_gain(measured);
  }

  /// False as soon as any session of the client has lost the trust.
  [[nodiscard]] bool may_send_ahead() const noexcept { return trust_ == nullptr || trust_->holds(); }
  void sent_ahead() noexcept { tried_ = true; }
  void answered_ahead() noexcept { seen_to_work_ = true; }
  /// From the end of one reply to the first octet of the next, which belongs to a command that was sent ahead: the
  /// server's own time, and no round trip. The first few tell enough.
  [[nodiscard]] bool wants_gaps() const noexcept { return gaps_ < enough_gaps; }
  void note_gap(net::duration gap) noexcept {
    ++gaps_;
    if (!shortest_gap_ || gap < *shortest_gap_) shortest_gap_ = gap;
  }
  [[nodiscard]] const std::optional<net::duration>& shortest_gap() const noexcept { return shortest_gap_; }
  /// Whether the session's end is a reason for doubt. The caller's own cancelling is none.
  [[nodiscard]] bool doubtful(const boost::system::error_code& end) const noexcept {
    if (!tried_ || end == errc::cancelled) return false;
    return shows_displaced_reply(end) || (!seen_to_work_ && (end == fault::transport || end == fault::deadline));
  }
  /// Whether the session ended because a reply to a command that was sent ahead was malformed or out of place. The same
  /// commands may succeed one by one, in another session.
  [[nodiscard]] bool mixed_up(const boost::system::error_code& end) const noexcept {
    return tried_ && shows_displaced_reply(end);
  }

 private:
  static constexpr std::size_t enough_gaps = 4;

  /// The other violations of the protocol do not come from the order of the replies.
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
