#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace pop3kit {

/// What happened on a connection. It decides what trace_event::text contains.
enum class trace_kind {
  connected,     ///< connected; text: "HOST:PORT", or "HOST:PORT by the proxy HOST:PORT"
  secured,       ///< the TLS handshake is complete; text: TLS version and cipher
  sent,          ///< a command was sent; text: its line, with asterisks in place of secrets
  received,      ///< a status line or challenge arrived; text: the line
  body,          ///< a multi-line response arrived; with client_options::trace_bodies a piece of one; text: the piece
  disconnected,  ///< the connection has ended; text: the reason
};

/// Returns the enumerator's name, such as "connected".
[[nodiscard]] std::string_view to_string(trace_kind kind) noexcept;

/// One event of one connection.
///
/// The text contains no secrets, because the encoder of commands masks them. A body is reported in the pieces in which
/// it arrives, of any size.
struct trace_event {
  /// Makes an event at time 0.
  trace_event(trace_kind event_kind, std::uint64_t event_connection, std::string event_text, std::uint64_t event_octets)
      : kind(event_kind), connection(event_connection), text(std::move(event_text)), octets(event_octets) {}
  std::chrono::nanoseconds at{};  ///< time since the client was made
  trace_kind kind;                ///< what happened
  std::uint64_t connection;       ///< number of the connection, from 1, in the order in which the client opened them
  std::string text;               ///< see trace_kind
  std::uint64_t octets;           ///< number of octets on the wire, line ends included
};

/// A function that receives the trace. Called on the thread that runs the operation. It must not throw and must not use
/// the client.
using trace_sink = std::function<void(const trace_event&)>;

/// Returns the event as one line of JSON, without a line end:
/// {"at":0.250000,"connection":1,"event":"sent","text":"CAPA","octets":6}
///
/// "at" is in seconds. Octets that are not valid UTF-8 become U+FFFD.
[[nodiscard]] std::string to_json(const trace_event& event);

}  // namespace pop3kit
