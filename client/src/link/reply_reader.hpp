#pragma once

#include <cstddef>
#include <cstdint>

#include "link/connection.hpp"
#include "link/dialogue.hpp"
#include "wire/dot_decoder.hpp"

namespace pop3kit::engine {

/// Reads replies, one after the other, from the input of a connection, without waiting.
class reply_reader {
 public:
  enum class progress : std::uint8_t {
    needs_more,   ///< more octets must arrive
    complete,     ///< the reply is complete
    needs_probe,  ///< a message is too short, and only a reply after it can show whether it is complete
  };

  reply_reader(connection& link, dialogue& talk) : link_(link), talk_(talk) {}

  /// Continues to read the reply to `asked`.
  [[nodiscard]] outcome<progress> advance(const request& asked);
  /// Continues to read the reply to a probe, which is a status line. It is not passed to the dialogue.
  [[nodiscard]] outcome<progress> advance_probe();
  /// Returns the octets of the latest reply on the wire, without its status line.
  [[nodiscard]] std::uint64_t wire_octets() const noexcept { return wire_octets_; }
  /// Notes that another command or a probe is in flight, so another status line follows this reply.
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
