#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace pop3kit {

enum class trace_kind {
  connected,     ///< text: "HOST:PORT", or "HOST:PORT by the proxy HOST:PORT"
  secured,       ///< text: TLS version and cipher
  sent,          ///< text: one command line, secrets as asterisks
  received,      ///< text: one status or challenge line
  body,          ///< a multi-line response, or a piece of one where bodies were asked for: then text is what came
  disconnected,  ///< text: why
};

/// "connected", "sent" and so on.
[[nodiscard]] std::string_view to_string(trace_kind kind) noexcept;

/// One event of one connection. Secrets never stand in it: the encoder knows what is secret. Pieces of bodies
/// stand in it as they come, in what pieces they come.
struct trace_event {
  trace_event(trace_kind event_kind, std::uint64_t event_connection, std::string event_text, std::uint64_t event_octets)
      : kind(event_kind), connection(event_connection), text(std::move(event_text)), octets(event_octets) {}
  std::chrono::nanoseconds at{};  ///< since the client was made
  trace_kind kind;
  std::uint64_t connection;  ///< from 1, in the order in which this client opened them
  std::string text;
  std::uint64_t octets;  ///< on the wire, line ends included
};

/// Called on the thread that runs the operation; must not throw and must not call the client.
using trace_sink = std::function<void(const trace_event&)>;

/// The event as one line of JSON, without its end:
/// {"at":0.250000,"connection":1,"event":"sent","text":"CAPA","octets":6}. "at" in seconds; octets that are no UTF-8
/// become U+FFFD.
[[nodiscard]] std::string to_json(const trace_event& event);

}  // namespace pop3kit
