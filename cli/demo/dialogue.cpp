#include "demo/dialogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "console/progress_bar.hpp"
#include "console/text.hpp"

namespace pop3kit::command {
namespace {

/// Who speaks, and which of several connections carries it.
std::string arrow(const trace_event& event, std::string_view direction, bool several) {
  return several ? fmt::format("{} {}", event.connection, direction) : std::string{direction};
}

std::string told(const trace_event& event, const palette& colours, bool several) {
  const std::string text = one_line(event.text);
  switch (event.kind) {
    case trace_kind::sent:
      return colours.sent(fmt::format("{} {}", arrow(event, "C:", several), text));
    case trace_kind::received:
      return colours.received(fmt::format("{} {}", arrow(event, "S:", several), text));
    case trace_kind::body:
      return colours.received(fmt::format("{} ... {}", arrow(event, "S:", several), readable_octets(event.octets)));
    case trace_kind::connected:
      return colours.aside(fmt::format("{} connected to {}", arrow(event, "--", several), text));
    case trace_kind::secured:
      return colours.aside(fmt::format("{} secured by {}", arrow(event, "--", several), text));
    case trace_kind::disconnected:
      return colours.aside(fmt::format("{} disconnected: {}", arrow(event, "--", several), text));
  }
  return {};
}

/// Pieces of one body, as they arrived, are one body to a reader.
std::vector<trace_event> with_whole_bodies(const std::vector<trace_event>& events) {
  std::vector<trace_event> out;
  for (const trace_event& event : events) {
    const bool continues = event.kind == trace_kind::body && !out.empty() && out.back().kind == trace_kind::body &&
                           out.back().connection == event.connection;
    if (continues) {
      out.back().octets += event.octets;
    } else {
      out.push_back(event);
    }
  }
  return out;
}

}  // namespace

trace_sink dialogue::sink() const {
  return [events = events_](const trace_event& event) { events->push_back(event); };
}

std::vector<std::string> dialogue::take_brief(const palette& colours) const {
  constexpr std::size_t most = 24;
  constexpr std::size_t at_the_end = 3;
  const std::vector<trace_event> events = with_whole_bodies(std::exchange(*events_, {}));
  const bool several = std::ranges::any_of(
      events, [&](const trace_event& each) { return each.connection != events.front().connection; });
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const bool left_out = events.size() > most && at >= most - at_the_end && at + at_the_end < events.size();
    if (!left_out) lines.push_back(told(events[at], colours, several));
    if (left_out && at + at_the_end + 1 == events.size()) {
      lines.push_back(colours.aside(fmt::format("   ... {} more ...", events.size() - most)));
    }
  }
  return lines;
}

}  // namespace pop3kit::command
