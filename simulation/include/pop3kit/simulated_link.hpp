#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace pop3kit {

/// The outcome of an attempt to connect.
enum class connect_outcome : std::uint8_t {
  accepted,        ///< the connection is made
  refused,         ///< the connection is refused
  host_not_found,  ///< the host name cannot be resolved
  unanswered,      ///< no answer ever comes
};

/// What happens to a connection at one octet.
enum class disturbance : std::uint8_t {
  close,    ///< both directions end; octets that were sent before still arrive
  reset,    ///< both ends fail at once
  vanish,   ///< half-open: nothing passes in either direction any more, and neither end is told
  stall,    ///< nothing passes in this direction for a while
  corrupt,  ///< one bit of this octet is flipped, which only TLS can detect
};

/// A direction of a connection.
enum class link_direction : std::uint8_t {
  to_client,  ///< from the server to the client
  to_server   ///< from the client to the server
};

/// A disturbance and its place: it happens before octet number `octet` of a direction passes.
struct link_event {
  /// Makes an event that closes the connection before the first octet to the client.
  link_event() = default;
  /// Makes an event from its parts.
  link_event(link_direction which, std::uint64_t at, disturbance happening, std::chrono::nanoseconds span = {})
      : direction(which), octet(at), what(happening), lasting(span) {}
  link_direction direction = link_direction::to_client;  ///< the direction whose octets are counted
  std::uint64_t octet = 0;                               ///< counted from 0; with TLS, the encrypted octets
  disturbance what = disturbance::close;                 ///< what happens
  std::chrono::nanoseconds lasting{};                    ///< how long a stall lasts; ignored otherwise
};

/// The conditions of one simulated connection. By default it is perfect: no delay, no loss, and everything arrives in
/// the pieces in which it was written.
struct simulated_link {
  /// Makes a perfect connection.
  simulated_link() = default;
  connect_outcome outcome = connect_outcome::accepted;  ///< what becomes of the attempt to connect
  std::chrono::nanoseconds latency{};                   ///< delay in each direction; connecting takes twice as long
  std::chrono::nanoseconds jitter{};                    ///< largest deviation from the latency, uniform; order is kept
  std::uint64_t octets_per_second = 0;                  ///< rate of each direction; 0: unlimited
  std::size_t largest_delivery = 0;  ///< each read gets a random number of octets from 1 to this; 0: no such limit
  std::vector<link_event> events;    ///< disturbances, in any order
};

/// Returns the conditions of a connection. Called when a client connects. `connection` is the number of the attempt,
/// from 1, counted over the whole life of the simulation.
using simulated_network = std::function<simulated_link(std::uint64_t connection)>;

}  // namespace pop3kit
