#include "link/tracer.hpp"

#include <string>
#include <utility>

#include "wire/command.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::size_t line_end_octets = 2;

}  // namespace

void tracer::emit(trace_kind kind, std::string text, std::uint64_t octets) const {
  trace_event event(kind, connection_, std::move(text), octets);
  event.at = settings_.time->now() - settings_.since;
  (*settings_.sink)(event);
}

void tracer::connected(std::string_view peer) const {
  if (settings_.sink != nullptr) emit(trace_kind::connected, std::string(peer), 0);
}

void tracer::secured(std::string_view facts) const {
  if (settings_.sink != nullptr) emit(trace_kind::secured, std::string(facts), 0);
}

void tracer::sent_commands(std::string_view lines) const {
  if (settings_.sink == nullptr) return;
  while (!lines.empty()) {
    const std::size_t length = lines.find("\r\n");
    if (length == std::string_view::npos) return;
    emit(trace_kind::sent, wire::redact(lines.substr(0, length)), length + line_end_octets);
    lines.remove_prefix(length + line_end_octets);
  }
}

void tracer::sent_response(std::size_t octets) const {
  if (settings_.sink != nullptr) emit(trace_kind::sent, "****", octets);
}

void tracer::received(std::string_view line, std::size_t wire_octets) const {
  if (settings_.sink != nullptr) emit(trace_kind::received, secrets_->apply(line), wire_octets);
}

void tracer::body(std::uint64_t wire_octets) const {
  if (settings_.sink != nullptr && !settings_.bodies) emit(trace_kind::body, {}, wire_octets);
}

void tracer::piece(std::string_view text, std::uint64_t wire_octets) const {
  if (settings_.bodies) emit(trace_kind::body, secrets_->apply(text), wire_octets);
}

void tracer::disconnected(std::string_view why) const {
  if (settings_.sink != nullptr) emit(trace_kind::disconnected, std::string(why), 0);
}

}  // namespace pop3kit::engine
