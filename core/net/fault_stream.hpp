#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "net/byte_stream.hpp"
#include "net/clock.hpp"

namespace pop3kit::net {

/// How a connection ends when it is cut.
enum class close_kind : std::uint8_t { orderly, reset, half };

/// What one direction of a connection suffers. Zero means "not at all".
struct link_conditions {
  duration latency{};  ///< each octet arrives this much after it was sent
  duration jitter{};   ///< +/- uniform, order kept
  std::uint64_t octets_per_second = 0;
  std::size_t slice = 0;  ///< at most so many octets a piece
};

struct fault_plan {
  link_conditions outgoing;  ///< what is written through the stream
  link_conditions incoming;  ///< what is read through it
  std::uint64_t seed = 0;
};

/// A stream with faults over another. With a plan of zeros it hands every call straight on.
class fault_stream : public byte_stream {
 public:
  /// Cuts the connection once `octets` more have been written: the rest of that write is lost.
  virtual void cut_after(std::uint64_t octets, close_kind kind) = 0;
};

[[nodiscard]] std::unique_ptr<fault_stream> make_fault_stream(stream_ptr lower, clock& time, const fault_plan& plan);

}  // namespace pop3kit::net
