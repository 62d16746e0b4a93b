#pragma once

#include <cstdint>
#include <pop3kit/trace.hpp>
#include <string_view>

#include "link/secret_mask.hpp"

namespace pop3kit::engine {

/// Tells the caller's trace sink what one connection does. Costs a test of a pointer where there is no sink.
class tracer {
 public:
  /// Both references must outlive the tracer.
  tracer(const trace_sink& sink, const secret_mask& secrets, std::uint64_t connection)
      : sink_(sink ? &sink : nullptr), secrets_(&secrets), connection_(connection) {}

  void connected(std::string_view peer) const;
  void secured(std::string_view facts) const;
  /// Whole commands, each with its line end; their verbs say what of them is secret.
  void sent_commands(std::string_view lines) const;
  /// A SASL response: all of it is secret.
  void sent_response(std::size_t octets) const;
  void received(std::string_view line) const;
  void body(std::uint64_t wire_octets) const;
  void disconnected(std::string_view why) const;

  [[nodiscard]] std::uint64_t connection() const noexcept { return connection_; }
  [[nodiscard]] const secret_mask& secrets() const noexcept { return *secrets_; }

 private:
  void emit(trace_kind kind, std::string text, std::uint64_t octets) const;

  const trace_sink* sink_;
  const secret_mask* secrets_;
  std::uint64_t connection_;
};

}  // namespace pop3kit::engine
