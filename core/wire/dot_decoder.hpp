#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pop3kit::wire {

/// Which line ends count in a multi-line response.
enum class line_ends : std::uint8_t {
  crlf,  ///< RFC 1939: only CRLF . CRLF ends the response
  lf,    ///< for a server that has sent LF alone since its first line
};

/// Removes byte-stuffing (RFC 1939 section 3) incrementally, in place, at memory speed.
///
/// The decoder keeps no octets. If it cannot decide yet (a dot, or a dot and CR, at the end of the input), it does not
/// consume them, and the caller passes them again with what follows.
class dot_decoder {
 public:
  struct step {
    std::size_t produced = 0;  ///< body octets, now at the beginning of the span
    std::size_t consumed = 0;  ///< octets of the span that were used; >= produced
    bool finished = false;     ///< the terminator was consumed; what follows belongs to the next response and is not
                               ///< decoded until reset()
  };

  explicit dot_decoder(line_ends ends = line_ends::crlf) noexcept : ends_(ends) {}
  [[nodiscard]] step decode(std::span<char> input) noexcept;
  void reset(line_ends ends = line_ends::crlf) noexcept;

 private:
  line_ends ends_;
  bool at_line_start_ = true;
  bool after_cr_ = false;
  bool finished_ = false;
};

}  // namespace pop3kit::wire
