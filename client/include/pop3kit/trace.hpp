#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace pop3kit {

enum class trace_kind {
  connected,     ///< text: host and port
  secured,       ///< text: TLS version and cipher
  sent,          ///< text: one command line, secrets as asterisks
  received,      ///< text: one status or challenge line
  body,          ///< octets of a multi-line response; text empty unless bodies were asked for
  disconnected,  ///< text: why
};

/// One event of one connection. Secrets never stand in it: the encoder knows what is secret.
struct trace_event {
  trace_event(trace_kind event_kind, std::uint64_t event_connection, std::string event_text, std::uint64_t event_octets)
      : kind(event_kind), connection(event_connection), text(std::move(event_text)), octets(event_octets) {}
  trace_kind kind;
  std::uint64_t connection;  ///< from 1, in the order in which this client opened them
  std::string text;
  std::uint64_t octets;  ///< on the wire
};

/// Called on the thread that runs the operation; must not throw and must not call the client.
using trace_sink = std::function<void(const trace_event&)>;

}  // namespace pop3kit
