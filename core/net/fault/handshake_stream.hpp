#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/fault/fault_stream.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::net {

/// Where a handshake breaks off: after so many octets from our side.
struct handshake_cut {
  std::uint64_t after = 0;
  close_kind close = close_kind::orderly;
};

/// What our side of a TLS handshake suffers. A default-made plan changes nothing.
struct handshake_faults {
  duration delay{};                     ///< ahead of each piece
  std::size_t slice = 0;                ///< at most so many octets a piece; 0: no bound
  std::optional<std::uint64_t> garble;  ///< which octet, from 1, goes out with all its bits turned
  std::optional<handshake_cut> cut;
  bool stall = false;  ///< nothing is sent, and the connection stays open

  [[nodiscard]] bool any() const noexcept { return delay != duration::zero() || slice != 0 || garble || cut || stall; }
};

/// A stream whose writes suffer until the handshake is done; everything else passes.
class handshake_stream : public byte_stream {
 public:
  virtual void handshake_done() noexcept = 0;
  /// Becomes true if the plan's cut happens; it may outlive the stream.
  [[nodiscard]] virtual std::shared_ptr<const bool> cut_mark() const = 0;
};

/// `time` must outlive the stream.
[[nodiscard]] std::unique_ptr<handshake_stream> make_handshake_stream(stream_ptr lower, clock& time,
                                                                      const handshake_faults& faults);

}  // namespace pop3kit::net
