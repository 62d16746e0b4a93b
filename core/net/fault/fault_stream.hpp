#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/stream/byte_stream.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::net {

/// How a connection ends when it is cut.
enum class close_kind : std::uint8_t {
  orderly,  ///< an end of the stream in both directions
  reset,    ///< both directions at once, by a reset if the transport has one
  half,     ///< no more octets are sent; the other direction goes on
};

/// How the latency varies. `jitter` is the scale.
enum class jitter_law : std::uint8_t {
  constant,   ///< always increased by the jitter
  uniform,    ///< uniform, up to the jitter more or less; if latency < jitter: uniform from 0 to twice the jitter
  normal,     ///< normal, with the jitter as standard deviation
  lognormal,  ///< increased by the jitter times a factor around 1, which is sometimes large
  pareto,     ///< usually increased a little, rarely a lot
};

/// The conditions of one direction of a connection. Zero means no effect. The order of octets is always kept.
struct link_conditions {
  duration latency{};  ///< each octet arrives this long after it was sent
  duration jitter{};   ///< how much the latency varies; see `law`
  std::uint64_t octets_per_second = 0;
  /// The largest piece in octets: one write to the stream below, or the result of one read. With a rate, a piece is
  /// sent when the link has let all of it through. Without a rate, the pieces follow each other at once, and a
  /// transport without boundaries may join them again.
  std::size_t slice = 0;
  jitter_law law = jitter_law::uniform;
  duration stall{};  ///< once, after the first `stall_after` octets
  std::uint64_t stall_after = 0;

  bool operator==(const link_conditions&) const = default;
};

struct fault_plan {
  link_conditions outgoing;  ///< what is written through the stream
  link_conditions incoming;  ///< what is read through it
  std::uint64_t seed = 0;

  bool operator==(const fault_plan&) const = default;
};

/// A stream that adds faults to another stream. With a plan of zeros it passes every call on directly.
///
/// A direction with a delay holds up to 1 MiB in transit, so latency does not lower throughput. As on a real network,
/// write() completes when its octets have been sent off, and a failure of the stream below appears at a later write.
/// Octets in transit at close() or destruction still arrive, then the stream below is closed; reset() drops them. Each
/// slice is one write to the stream below.
class fault_stream : public byte_stream {
 public:
  /// Cuts the connection after `octets` more octets have been written. The rest of that write is lost, and it fails
  /// with errc::connection_closed, as does every later write. Octets in transit before the cut still arrive. With 0 the
  /// next write cuts.
  virtual void cut_after(std::uint64_t octets, close_kind kind) = 0;

  /// Returns whether the connection was cut.
  [[nodiscard]] virtual bool was_cut() const noexcept = 0;

  /// Sets other conditions from the next octet on. The seed stays, and octets in transit keep their times. Must not be
  /// called during a read that began under conditions without any delay.
  virtual void change(const fault_plan& plan) = 0;

  /// Returns a flag that becomes true when the connection is cut. It may outlive the stream.
  [[nodiscard]] virtual std::shared_ptr<const bool> cut_mark() const noexcept = 0;
};

/// Makes a stream with faults. `time` must outlive all octets in transit, which may outlive the stream.
[[nodiscard]] std::unique_ptr<fault_stream> make_fault_stream(stream_ptr lower, clock& time, const fault_plan& plan);

}  // namespace pop3kit::net
