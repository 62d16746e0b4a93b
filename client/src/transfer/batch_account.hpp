#pragma once

#include <algorithm>
#include <cstdint>

#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// Counts what has arrived over the connection of one batch.
class batch_account {
 public:
  explicit batch_account(net::time_point begun) noexcept : last_reply_(begun) {}

  void add_octets(std::uint64_t octets) noexcept { octets_ += octets; }
  void add_lines(std::uint64_t lines) noexcept { lines_ += lines; }
  void note_reply(net::time_point now) noexcept {
    ++replies_;
    longest_wait_ = std::max(longest_wait_, now - last_reply_);
    last_reply_ = now;
  }
  void note_arrival() noexcept { ++arrived_; }
  void note_message() noexcept { ++messages_; }

  /// Returns the number of messages that were delivered.
  [[nodiscard]] std::uint64_t messages() const noexcept { return messages_; }
  /// Returns the number of messages that have arrived, including those whose place is not certain yet.
  [[nodiscard]] std::uint64_t arrived() const noexcept { return arrived_; }
  /// Returns the octets of messages that have arrived.
  [[nodiscard]] std::uint64_t octets() const noexcept { return octets_; }
  /// Returns a count of everything that arrived, which distinguishes a slow connection from a stalled one.
  [[nodiscard]] std::uint64_t progress() const noexcept { return replies_ + octets_ + lines_; }
  /// Returns the longest time between two replies.
  [[nodiscard]] net::duration longest_wait() const noexcept { return longest_wait_; }

 private:
  net::time_point last_reply_;
  net::duration longest_wait_{};
  std::uint64_t messages_ = 0;
  std::uint64_t arrived_ = 0;
  std::uint64_t octets_ = 0;
  std::uint64_t replies_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace pop3kit::engine
