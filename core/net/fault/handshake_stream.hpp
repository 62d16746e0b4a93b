#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/fault/fault_stream.hpp"
#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::net {

/// Where a handshake is cut: after this many octets from our side.
struct handshake_cut {
  std::uint64_t after = 0;
  close_kind close = close_kind::orderly;
};

/// The faults of our side of a TLS handshake. A default plan changes nothing.
struct handshake_faults {
  duration delay{};                     ///< before each piece
  std::size_t slice = 0;                ///< largest piece in octets; 0: no limit
  std::optional<std::uint64_t> garble;  ///< the number of an octet, from 1, that is sent with all its bits inverted
  std::optional<handshake_cut> cut;
  bool stall = false;  ///< nothing is sent, and the connection stays open

  [[nodiscard]] bool any() const noexcept { return delay != duration::zero() || slice != 0 || garble || cut || stall; }
};

/// A stream that applies a plan to its writes until the handshake is done, and passes everything else on.
class handshake_stream : public byte_stream {
 public:
  virtual void handshake_done() noexcept = 0;
  /// Returns a flag that becomes true when the plan's cut happens. It may outlive the stream.
  [[nodiscard]] virtual std::shared_ptr<const bool> cut_mark() const = 0;
};

/// `time` must outlive the stream.
[[nodiscard]] std::unique_ptr<handshake_stream> make_handshake_stream(stream_ptr lower, clock& time,
                                                                      const handshake_faults& faults);

}  // namespace pop3kit::net
