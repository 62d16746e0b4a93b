#pragma once

#include <cstddef>
#include <cstdint>
#include <pop3kit/trace.hpp>
#include <string_view>

#include "link/secret_mask.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// The sink of a trace, and what the trace contains.
struct trace_settings {
  const trace_sink* sink = nullptr;
  const net::clock* time = nullptr;
  net::time_point since{};
  bool bodies = false;
};

/// Reports what one connection does to the caller's trace sink. Without a sink, it costs the test of a pointer.
class tracer {
 public:
  /// The references must outlive the tracer.
  tracer(const trace_settings& settings, const secret_mask& secrets, std::uint64_t connection)
      : settings_(settings.sink && *settings.sink ? settings : trace_settings()),
        secrets_(&secrets),
        connection_(connection) {}

  void connected(std::string_view peer) const;
  void secured(std::string_view facts) const;
  /// Reports complete commands with their line ends. The verbs decide which arguments are secret.
  void sent_commands(std::string_view lines) const;
  /// Reports a SASL response, all of which is secret.
  void sent_response(std::size_t octets) const;
  void received(std::string_view line, std::size_t wire_octets) const;
  /// Reports a complete multi-line response. Does nothing if its pieces are reported.
  void body(std::uint64_t wire_octets) const;
  [[nodiscard]] bool wants_bodies() const noexcept { return settings_.bodies; }
  void piece(std::string_view text, std::uint64_t wire_octets) const;
  void disconnected(std::string_view why) const;

  [[nodiscard]] std::uint64_t connection() const noexcept { return connection_; }
  [[nodiscard]] const secret_mask& secrets() const noexcept { return *secrets_; }

 private:
  void emit(trace_kind kind, std::string text, std::uint64_t octets) const;

  trace_settings settings_;
  const secret_mask* secrets_;
  std::uint64_t connection_;
};

}  // namespace pop3kit::engine
