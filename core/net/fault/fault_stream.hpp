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
  reset,    ///< both directions at once, by a reset where the transport knows one
  half,     ///< no more octets are sent, the other direction lives on
};

/// How the latency varies, with `jitter` for its scale.
enum class jitter_law : std::uint8_t {
  constant,   ///< always so much more
  uniform,    ///< evenly, so much more or less; with less latency than jitter: evenly from 0 to twice the jitter
  normal,     ///< with this standard deviation
  lognormal,  ///< more by a factor around 1: half the time less than the jitter, now and then many times that
  pareto,     ///< mostly a little more, seldom very much
};

/// What one direction of a connection suffers. Zero means "not at all". The order of octets is always kept.
struct link_conditions {
  duration latency{};  ///< each octet arrives this much after it was sent
  duration jitter{};   ///< in the measure of `law`
  std::uint64_t octets_per_second = 0;
  /// At most so many octets a piece: a write below, or what one read returns. With a rate each piece is sent when the
  /// link has let all of it through; without one the pieces follow each other at once, and a transport without
  /// boundaries may join them again.
  std::size_t slice = 0;
  jitter_law law = jitter_law::uniform;
  duration stall{};  ///< once, behind the first `stall_after` octets
  std::uint64_t stall_after = 0;

  bool operator==(const link_conditions&) const = default;
};

struct fault_plan {
  link_conditions outgoing;  ///< what is written through the stream
  link_conditions incoming;  ///< what is read through it
  std::uint64_t seed = 0;

  bool operator==(const fault_plan&) const = default;
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

  /// Whether that has happened.
  [[nodiscard]] virtual bool was_cut() const noexcept = 0;

  /// Other conditions from the next octet on; the seed stays, and what is under way keeps its time. Not while a read is
  /// under way that was begun under conditions without any delay.
  virtual void change(const fault_plan& plan) = 0;

  /// Becomes true when the connection is cut; it may outlive the stream.
  [[nodiscard]] virtual std::shared_ptr<const bool> cut_mark() const noexcept = 0;
};

/// `time` must outlive whatever the stream still has under way.
[[nodiscard]] std::unique_ptr<fault_stream> make_fault_stream(stream_ptr lower, clock& time, const fault_plan& plan);

}  // namespace pop3kit::net
