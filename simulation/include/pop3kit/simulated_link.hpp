#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace pop3kit {

/// What becomes of an attempt to connect.
enum class connect_outcome : std::uint8_t {
  accepted,
  refused,         ///< nobody listens there
  host_not_found,  ///< the name does not resolve
  unanswered,      ///< nothing ever comes back
};

/// What happens to a connection at one octet.
enum class disturbance : std::uint8_t {
  close,    ///< both directions end in good order
  reset,    ///< both directions end at once
  vanish,   ///< half-open: from here on nothing passes in either direction, and nobody is told
  stall,    ///< nothing passes in this direction for a while
  corrupt,  ///< one bit of this octet is flipped; only TLS can notice
};

enum class link_direction : std::uint8_t { to_client, to_server };

/// Before octet number `octet` of a direction passes, counted from 0.
struct link_event {
  link_event() = default;
  link_event(link_direction which, std::uint64_t at, disturbance happening, std::chrono::nanoseconds span = {})
      : direction(which), octet(at), what(happening), lasting(span) {}
  link_direction direction = link_direction::to_client;
  std::uint64_t octet = 0;
  disturbance what = disturbance::close;
  std::chrono::nanoseconds lasting{};  ///< of a stall
};

/// What one simulated connection is like. The default is perfect: no delay, no loss, whatever was written arrives as
/// it was written.
struct simulated_link {
  simulated_link() = default;
  connect_outcome outcome = connect_outcome::accepted;
  std::chrono::nanoseconds latency{};   ///< each way
  std::chrono::nanoseconds jitter{};    ///< more or less, uniform; order is kept
  std::uint64_t octets_per_second = 0;  ///< each way; 0: no bound
  std::size_t largest_delivery = 0;     ///< each delivery draws its size, from 1 to this; 0: as it was written
  std::vector<link_event> events;
};

/// Tells what the n-th connection of the world is like, from 1. Called when somebody connects.
using simulated_network = std::function<simulated_link(std::uint64_t connection)>;

}  // namespace pop3kit
