#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace pop3kit::wire {

/// Which line ends count in a multi-line response.
enum class line_ends : std::uint8_t {
  crlf,  ///< RFC 1939: the end is CRLF . CRLF and nothing else
  lf,    ///< for a server that sent LF alone from its first line on
};

/// Incremental removal of byte-stuffing (RFC 1939 section 3), in place, at memory speed.
///
/// The decoder keeps no octets: where it cannot decide yet (a dot, or a dot and CR, at the end of the input) it leaves
/// them unconsumed, and the caller offers them again with what follows.
class dot_decoder {
 public:
  struct step {
    std::size_t produced = 0;  ///< body octets, now at the beginning of the span
    std::size_t consumed = 0;  ///< octets of the span that are done with; >= produced
    bool finished = false;     ///< the terminator was consumed; what is behind it belongs to the next response, and
                               ///< nothing more is decoded until reset()
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
