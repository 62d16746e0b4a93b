#pragma once

#include <cstddef>
#include <cstdint>
#include <pop3kit/trace.hpp>
#include <string_view>

#include "link/secret_mask.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::engine {

/// Where a trace goes, and what it is told.
struct trace_settings {
  const trace_sink* sink = nullptr;
  const net::clock* time = nullptr;
  net::time_point since{};
  bool bodies = false;
};

/// Tells the caller's trace sink what one connection does. Costs a test of a pointer where there is no sink.
class tracer {
 public:
  /// The references must outlive the tracer.
  tracer(const trace_settings& settings, const secret_mask& secrets, std::uint64_t connection)
      : settings_(settings.sink && *settings.sink ? settings : trace_settings()),
        secrets_(&secrets),
        connection_(connection) {}

  void connected(std::string_view peer) const;
  void secured(std::string_view facts) const;
  /// Whole commands, each with its line end; their verbs say what of them is secret.
  void sent_commands(std::string_view lines) const;
  /// A SASL response: all of it is secret.
  void sent_response(std::size_t octets) const;
  void received(std::string_view line, std::size_t wire_octets) const;
  /// A whole multi-line response; nothing where its pieces are told.
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
