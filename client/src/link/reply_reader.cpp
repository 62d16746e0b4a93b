#include "link/reply_reader.hpp"

#include <algorithm>
#include <optional>

#include "wire/dotted_line.hpp"

namespace pop3kit::engine {

namespace {

constexpr std::uint64_t octets_per_deadline = 64ULL * 1024;
// "-ERR" and the octet after it.
constexpr std::size_t telling_octets = 5;

/// Returns whether the input begins like a status line. Empty while too few octets have arrived.
std::optional<bool> begins_with_status(std::span<const char> octets) {
  std::string_view head(octets.data(), std::min(octets.size(), telling_octets));
  const std::size_t end = head.find('\n');
  if (end == std::string_view::npos && head.size() < telling_octets) return std::nullopt;
  head = head.substr(0, end);
  if (head.ends_with('\r')) head.remove_suffix(1);
  return wire::looks_like_status(head);
}

}  // namespace

outcome<reply_reader::progress> reply_reader::advance(const request& asked) {
  if (phase_ == phase::status) {
    const outcome<progress> status = read_status(asked);
    if (!status || *status == progress::complete || phase_ == phase::status) return status;
  }
  switch (phase_) {
    case phase::lines:
      return read_lines();
    case phase::octets:
      return read_octets();
    default:
      return settle();
  }
}

outcome<reply_reader::progress> reply_reader::read_status(const request& asked) {
  const outcome<std::optional<std::string_view>> line = link_.take_line();
  if (!line) return line.error();
  if (!*line) return progress::needs_more;
  link_.trace_line(**line);
  const outcome<wire::status_line> parsed = wire::parse_status_line(**line);
  if (!parsed) return parsed.error();
  body_octets_ = 0;
  wire_octets_ = 0;
  const answer status(*parsed, asked.verb, link_.trace().secrets());
  const outcome<> taken = talk_.on_status(status);
  if (!taken) return taken.error();
  if (!status.ok || asked.body == body_kind::none) return finish();
  until_fresh_deadline_ = octets_per_deadline;
  phase_ = asked.body == body_kind::lines ? phase::lines : phase::octets;
  link_.begin_streaming();
  decoder_.reset(link_.line_ends());
  return progress::needs_more;
}

/// Counts octets of a response. Each 64 KiB begin a new deadline.
void reply_reader::note_streamed(std::size_t octets) {
  wire_octets_ += octets;
  if (until_fresh_deadline_ <= octets) {
    until_fresh_deadline_ = octets_per_deadline;
    link_.restart_deadline();
  } else {
    until_fresh_deadline_ -= octets;
  }
}

/// Delivers complete lines that do not begin with a dot, as far as they have arrived. This is the fast path for nearly
/// all lines of a long listing; read_lines() handles the others.
outcome<> reply_reader::read_plain_lines() {
  const std::span<const char> pending = link_.pending();
  std::string_view text(pending.data(), pending.size());
  const bool simple = !link_.trace().wants_bodies() && link_.line_ends() == wire::line_ends::crlf;
  if (!simple || text.starts_with('.')) return {};
  text = text.substr(0, wire::find_dotted_line(text, 0));
  text = text.substr(0, text.rfind('\n') + 1);
  const outcome<std::size_t> read = talk_.on_lines(text, link_.longest_line());
  if (!read) return read.error();
  link_.consume(*read);
  note_streamed(*read);
  return {};
}

outcome<reply_reader::progress> reply_reader::read_lines() {
  for (;;) {
    const outcome<> plain = read_plain_lines();
    if (!plain) return plain.error();
    const std::size_t before = link_.pending().size();
    const outcome<std::optional<std::string_view>> taken = link_.take_line();
    if (!taken) return taken.error();
    if (!*taken) return progress::needs_more;
    const std::size_t length = before - link_.pending().size();
    note_streamed(length);
    std::string_view line = **taken;
    const bool last = line == ".";
    if (line.starts_with('.')) line.remove_prefix(1);
    link_.trace().piece(line, length);
    if (last) break;
    const outcome<> heard = talk_.on_line(line);
    if (!heard) return heard.error();
  }
  link_.trace().body(wire_octets_);
  return finish();
}

outcome<reply_reader::progress> reply_reader::read_octets() {
  const std::span<char> input = link_.pending();
  const wire::dot_decoder::step step = decoder_.decode(input);
  if (step.produced != 0) {
    const net::time_point handed_on = link_.now();
    const outcome<> heard =
        talk_.on_octets(input.first(step.produced), step.finished ? body_piece::last : body_piece::inner);
    link_.excuse(link_.now() - handed_on);
    if (!heard) return heard.error();
  }
  if (step.consumed != 0) link_.trace().piece({input.data(), step.produced}, step.consumed);
  link_.consume(step.consumed);
  body_octets_ += step.produced;
  if (step.finished) {
    wire_octets_ += step.consumed;
    link_.trace().body(wire_octets_);
    if (!talk_.falls_short(body_octets_)) return finish();
    phase_ = phase::settling;
    return settle();
  }
  note_streamed(step.consumed);
  return progress::needs_more;
}

outcome<reply_reader::progress> reply_reader::settle() {
  const std::optional<bool> status = begins_with_status(link_.pending());
  if (status) {
    if (!*status) return errc::message_truncated;
    return finish();
  }
  return status_behind_ ? progress::needs_more : progress::needs_probe;
}

outcome<reply_reader::progress> reply_reader::advance_probe() {
  const outcome<std::optional<std::string_view>> line = link_.take_line();
  if (!line) return line.error();
  if (!*line) return progress::needs_more;
  link_.trace_line(**line);
  const outcome<wire::status_line> parsed = wire::parse_status_line(**line);
  if (!parsed) return parsed.error();
  link_.restart_deadline();
  return progress::complete;
}

/// If nothing is expected after the reply, further octets are an error. They would be taken for the reply to the next
/// command, and they make the end of this reply doubtful.
outcome<reply_reader::progress> reply_reader::finish() {
  if (!status_behind_ && !link_.pending().empty()) return errc::unsolicited_data;
  phase_ = phase::status;
  status_behind_ = false;
  link_.end_streaming();
  link_.restart_deadline();
  const outcome<> ended = talk_.on_end();
  if (!ended) return ended.error();
  return progress::complete;
}

}  // namespace pop3kit::engine
