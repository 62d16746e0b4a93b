#include "message/field_reader.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace pop3kit::engine {
namespace {

constexpr bool is_name_octet(char octet) noexcept {
  return octet > ' ' && octet < '\x7f' && octet != ':';
}

std::optional<raw_field> to_field(std::string_view line) noexcept {
  const auto* const colon = std::find_if_not(line.begin(), line.end(), is_name_octet);
  const std::string_view name(line.begin(), colon);
  const std::string_view rest = text::trim_white_space_left(line.substr(name.size()));
  if (name.empty() || rest.empty() || rest.front() != ':') return std::nullopt;
  return raw_field{name, rest.substr(1)};
}

/// Returns the line at `begin`, without its LF.
std::string_view line_at(std::string_view octets, std::size_t begin) noexcept {
  const std::string_view rest = octets.substr(begin);
  return rest.substr(0, rest.find('\n'));
}

std::size_t after_line(std::string_view octets, std::size_t begin, std::string_view line) noexcept {
  return std::min(octets.size(), begin + line.size() + 1);
}

bool is_empty_line(std::string_view line) noexcept {
  return std::ranges::all_of(line, [](char octet) { return octet == '\r'; });
}

bool is_blank_line(std::string_view line) noexcept {
  return std::ranges::all_of(line, text::is_white_space);
}

bool is_mbox_line(std::string_view line) noexcept {
  return (line.starts_with("From ") || line.starts_with(">From ")) && !to_field(line);
}

/// Returns the end of the header that begins at `begin`, which is after its empty line.
std::size_t end_of_header(std::string_view octets, std::size_t begin) noexcept {
  for (std::size_t at = begin; at < octets.size();) {
    const std::string_view line = line_at(octets, at);
    at = after_line(octets, at, line);
    if (is_empty_line(line)) return at;
  }
  return octets.size();
}

bool has_usual_field(std::string_view header) noexcept {
  constexpr std::array<std::string_view, 16> usual{"From",
                                                   "To",
                                                   "Cc",
                                                   "Subject",
                                                   "Date",
                                                   "Message-ID",
                                                   "Received",
                                                   "Return-Path",
                                                   "Reply-To",
                                                   "Delivered-To",
                                                   "MIME-Version",
                                                   "Sender",
                                                   "Content-Disposition",
                                                   "Content-ID",
                                                   "Content-Type",
                                                   "Content-Transfer-Encoding"};
  field_reader fields(header);
  while (const auto field = fields.next()) {
    const auto same = [&](std::string_view name) { return text::equal_ignoring_case(name, field->name); };
    if (std::ranges::any_of(usual, same)) return true;
  }
  return false;
}

split_entity split_at(std::string_view octets, std::size_t begin, std::size_t end) noexcept {
  return {octets.substr(begin, end - begin), octets.substr(end)};
}

/// Splits an entity with other text before its first field. Returns nothing if there is no header.
std::optional<split_entity> split_with_prefix(std::string_view octets, entity_kind kind) noexcept {
  for (std::size_t at = 0; at < octets.size();) {
    const std::string_view line = line_at(octets, at);
    const std::string_view text = text::trim_white_space_left(line);
    if (to_field(text)) {
      at += line.size() - text.size();
      const std::size_t end = end_of_header(octets, at);
      if (!has_usual_field(octets.substr(at, end - at))) return std::nullopt;
      return split_at(octets, at, end);
    }
    const bool passed_over = is_mbox_line(line) || (!line.empty() && text::is_blank(line.front())) ||
                             (kind == entity_kind::message && is_blank_line(line));
    if (!passed_over) return std::nullopt;
    at = after_line(octets, at, line);
  }
  return std::nullopt;
}

std::size_t begin_without_byte_order_mark(std::string_view octets, std::size_t begin) noexcept {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  return octets.substr(begin).starts_with(byte_order_mark) ? begin + byte_order_mark.size() : begin;
}

}  // namespace

split_entity split(std::string_view octets, entity_kind kind) {
  std::size_t at = begin_without_byte_order_mark(octets, 0);
  while (at < octets.size() && is_mbox_line(line_at(octets, at))) at = after_line(octets, at, line_at(octets, at));
  at = begin_without_byte_order_mark(octets, at);
  if (at == octets.size()) return split_at(octets, 0, 0);
  const std::string_view first = line_at(octets, at);
  if (to_field(first)) return split_at(octets, at, end_of_header(octets, at));
  if (const auto found = split_with_prefix(octets.substr(at), kind)) return *found;
  if (!is_empty_line(first)) return split_at(octets, 0, 0);
  const std::size_t body = after_line(octets, at, first);
  return split_at(octets, body, body);
}

std::string_view field_reader::take_folded_line() noexcept {
  const std::size_t begin = position_;
  const std::string_view first = line_at(octets_, begin);
  position_ = after_line(octets_, begin, first);
  std::size_t end = begin + first.size();
  while (position_ < octets_.size() && text::is_blank(octets_[position_])) {
    const std::string_view continuation = line_at(octets_, position_);
    end = position_ + continuation.size();
    position_ = after_line(octets_, position_, continuation);
  }
  while (end > begin && octets_[end - 1] == '\r') --end;
  return octets_.substr(begin, end - begin);
}

std::optional<raw_field> field_reader::next() noexcept {
  while (position_ < octets_.size() && !is_empty_line(line_at(octets_, position_))) {
    if (const auto field = to_field(take_folded_line())) return field;
  }
  return std::nullopt;
}

bool ends_lines_with_cr(std::string_view octets) noexcept {
  std::size_t end = octets.size();
  while (end > 0 && (octets[end - 1] == '\n' || octets[end - 1] == '\r')) --end;
  octets = octets.substr(0, end);
  return octets.find('\n') == std::string_view::npos && octets.find('\r') != std::string_view::npos;
}

std::string with_line_feeds(std::string_view octets) {
  std::string text(octets);
  // The last line may end with CRLF.
  if (text.ends_with("\r\n")) text.pop_back();
  std::ranges::replace(text, '\r', '\n');
  return text;
}

std::string unfold(std::string_view body) {
  body = text::trim_white_space(body);
  std::string value;
  value.reserve(body.size());
  while (!body.empty()) {
    const std::size_t line_feed = body.find('\n');
    std::string_view line = body.substr(0, line_feed);
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    if (line_feed != std::string_view::npos) {
      while (line.ends_with('\r')) line.remove_suffix(1);
    }
    value.append(line);
  }
  return value;
}

std::optional<std::string> find_raw(std::string_view header, std::string_view name) {
  field_reader fields(header);
  while (const auto field = fields.next()) {
    if (text::equal_ignoring_case(field->name, name)) return unfold(field->body);
  }
  return std::nullopt;
}

}  // namespace pop3kit::engine
