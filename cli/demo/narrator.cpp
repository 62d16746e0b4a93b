#include "demo/narrator.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>

#include "console/standard_streams.hpp"
#include "console/terminal_text.hpp"

namespace pop3kit::command {
namespace {

bool terminal_wants_colour() {
  const char* refusal = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = refusal != nullptr && *refusal != '\0';
  return !refused && terminal != nullptr && std::string_view{terminal} != "dumb" && ::isatty(STDOUT_FILENO) == 1;
}

/// Who speaks; before that the number of the connection, if there are several.
std::string speaker_of(const trace_event& event, std::string_view direction, bool several) {
  return several ? fmt::format("{} {}", event.connection, direction) : std::string{direction};
}

std::string line_of(const trace_event& event, const palette& colours, bool several) {
  const std::string text = one_line(event.text);
  switch (event.kind) {
    case trace_kind::sent:
      return colours.sent(fmt::format("{} {}", speaker_of(event, "C:", several), text));
    case trace_kind::received:
      return colours.received(fmt::format("{} {}", speaker_of(event, "S:", several), text));
    case trace_kind::body:
      return colours.received(
          fmt::format("{} ... {}", speaker_of(event, "S:", several), readable_octets(event.octets)));
    case trace_kind::connected:
      return colours.aside(fmt::format("{} connected to {}", speaker_of(event, "--", several), text));
    case trace_kind::secured:
      return colours.aside(fmt::format("{} secured by {}", speaker_of(event, "--", several), text));
    case trace_kind::disconnected:
      return colours.aside(fmt::format("{} disconnected: {}", speaker_of(event, "--", several), text));
  }
  return {};
}

/// Joins the pieces in which a body arrived.
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

palette::palette() : coloured_(terminal_wants_colour()) {}

std::string palette::in(std::string_view colour, std::string_view text) const {
  return coloured_ ? fmt::format("\x1B[{}m{}\x1B[0m", colour, text) : std::string{text};
}

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
    if (!left_out) lines.push_back(line_of(events[at], colours, several));
    if (left_out && at + at_the_end + 1 == events.size()) {
      lines.push_back(colours.aside(fmt::format("   ... {} more ...", events.size() - most)));
    }
  }
  return lines;
}

void findings::check(bool holds, const std::string& claim) {
  (holds ? right_ : wrong_).push_back(claim);
}

void narrator::chapter(const std::string& title, const std::vector<std::string>& introduction) {
  output& out = standard_output();
  out.line("");
  out.line(colours_.title("== " + title + " =="));
  for (const std::string& line : introduction) out.line(line.empty() ? "" : "  " + line);
  out.flush();
}

void narrator::operation(const std::string& purpose, const std::string& code,
                         const std::function<void(findings&)>& deed) {
  ++operations_;
  findings found;
  try {
    deed(found);
  } catch (const std::exception& trouble) {
    found.check(false, trouble.what());
  }
  output& out = standard_output();
  out.line("");
  out.line(fmt::format("{:>3}. {}", operations_, purpose));
  out.line("     " + colours_.code(code));
  for (const std::string& line : wire_.take_brief(colours_)) out.line("       " + line);
  tell(found);
  out.flush();
  for (const std::string& each : found.wrong()) wrong_.push_back(fmt::format("{}: {}", code, each));
}

void narrator::tell(const findings& found) const {
  output& out = standard_output();
  for (const std::string& line : found.lines()) out.line("     = " + line);
  for (const std::string& claim : found.right()) out.line("     " + colours_.good("right: " + claim));
  for (const std::string& claim : found.wrong()) out.line("     " + colours_.bad("WRONG: " + claim));
}

void narrator::conclude() const {
  if (!wrong_.empty()) {
    throw command_error(exit_status::partial,
                        fmt::format("demo: {} of {} operations gave a wrong result; the first: {}", wrong_.size(),
                                    operations_, wrong_.front()));
  }
  standard_output().line("");
  standard_output().line(colours_.good(fmt::format("{} operations, every result right.", operations_)));
}

}  // namespace pop3kit::command
