#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/byte_stream.hpp"
#include "net/clock.hpp"

namespace pop3kit::net {

/// How a connection ends when it is cut.
enum class close_kind : std::uint8_t {
  orderly,  ///< an end of the stream in both directions
  reset,    ///< both directions at once, by a reset where the transport knows one
  half,     ///< no more octets are sent, the other direction lives on
};

/// What one direction of a connection suffers. Zero means "not at all".
struct link_conditions {
  duration latency{};  ///< each octet arrives this much after it was sent
  duration jitter{};   ///< +/- uniform, order kept
  std::uint64_t octets_per_second = 0;
  std::size_t slice = 0;  ///< at most so many octets a piece: a write below, or what one read returns
};

struct fault_plan {
  link_conditions outgoing;  ///< what is written through the stream
  link_conditions incoming;  ///< what is read through it
  std::uint64_t seed = 0;
};

/// A stream with faults over another. With a plan of zeros it hands every call straight on.
///
/// A direction that delays holds up to 1 MiB under way, so latency does not lower throughput: write() completes when
/// its octets have set out, as on a real network, and a failure below shows at a later one. What is under way at
/// close() or destruction still arrives, then the stream below is closed; reset() drops it. Each slice is a write of
/// its own below.
class fault_stream : public byte_stream {
 public:
  /// Cuts the connection once `octets` more have been written: the rest of that write is lost and it fails with
  /// errc::connection_closed, as does every write behind it. Octets under way before the cut still arrive. With 0 the
  /// next write cuts.
  virtual void cut_after(std::uint64_t octets, close_kind kind) = 0;
};

/// `time` must outlive whatever the stream still has under way.
[[nodiscard]] std::unique_ptr<fault_stream> make_fault_stream(stream_ptr lower, clock& time, const fault_plan& plan);

}  // namespace pop3kit::net
