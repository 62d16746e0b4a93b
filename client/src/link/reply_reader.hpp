#pragma once

#include <cstddef>
#include <cstdint>

#include "link/connection.hpp"
#include "link/dialogue.hpp"
#include "wire/dot_decoder.hpp"

namespace pop3kit::engine {

/// Reads one reply after another out of a connection's window, without waiting.
class reply_reader {
 public:
  enum class progress : std::uint8_t {
    needs_more,   ///< nothing more can be told from what has arrived
    complete,     ///< the reply is done
    needs_probe,  ///< a message ended suspiciously short: only what stands behind it can tell
  };

  reply_reader(connection& link, dialogue& talk) : link_(link), talk_(talk) {}

  /// Goes on with the reply to `asked`.
  [[nodiscard]] outcome<progress> advance(const request& asked);
  /// The reply to a probe of our own: a status line and nothing else; the dialogue never hears of it.
  [[nodiscard]] outcome<progress> advance_probe();
  /// Of the latest reply, its status line left out.
  [[nodiscard]] std::uint64_t wire_octets() const noexcept { return wire_octets_; }
  /// A probe, or another command, has been sent after the one whose reply is due: another status line will follow.
  void expect_status_behind() noexcept { status_behind_ = true; }

 private:
  enum class phase : std::uint8_t { status, lines, octets, settling };

  [[nodiscard]] outcome<progress> read_status(const request& asked);
  [[nodiscard]] outcome<progress> read_lines();
  [[nodiscard]] outcome<> read_plain_lines();
  void note_streamed(std::size_t octets);
  [[nodiscard]] outcome<progress> read_octets();
  [[nodiscard]] outcome<progress> settle();
  [[nodiscard]] outcome<progress> finish();

  connection& link_;
  dialogue& talk_;
  wire::dot_decoder decoder_;
  std::uint64_t body_octets_ = 0;
  std::uint64_t wire_octets_ = 0;
  std::uint64_t until_fresh_deadline_ = 0;
  phase phase_ = phase::status;
  bool status_behind_ = false;
};

}  // namespace pop3kit::engine
