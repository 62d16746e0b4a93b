#include "message/field_reader.hpp"

#include <algorithm>

#include "message/text.hpp"

namespace pop3kit::engine {
namespace {

constexpr bool is_name_octet(char octet) noexcept {
  return octet > ' ' && octet < '\x7f' && octet != ':';
}

std::optional<raw_field> to_field(std::string_view line) noexcept {
  const auto* const colon = std::find_if_not(line.begin(), line.end(), is_name_octet);
  const std::string_view name(line.begin(), colon);
  const std::string_view rest = trim_left(line.substr(name.size()));
  if (name.empty() || rest.empty() || rest.front() != ':') return std::nullopt;
  return raw_field{name, rest.substr(1)};
}

bool is_empty_line(std::string_view line) noexcept {
  return line.empty() || line == "\r";
}

/// The empty line of a header without fields counts as well.
bool begins_with_header(std::string_view octets) noexcept {
  while (!octets.empty()) {
    const std::string_view line = octets.substr(0, octets.find('\n'));
    if (is_empty_line(line) || to_field(line)) return true;
    if (!line.starts_with("From ") && !line.starts_with(">From ")) return false;
    octets.remove_prefix(std::min(octets.size(), line.size() + 1));
  }
  return false;
}

}  // namespace

field_reader::field_reader(std::string_view octets) noexcept : octets_(octets), ended_(!begins_with_header(octets)) {}

std::string_view field_reader::take_folded_line() noexcept {
  const std::size_t begin = position_;
  std::size_t end = begin;
  do {
    const std::size_t line_feed = octets_.find('\n', position_);
    end = std::min(line_feed, octets_.size());
    position_ = line_feed == std::string_view::npos ? octets_.size() : line_feed + 1;
  } while (!is_empty_line(octets_.substr(begin, end - begin)) && position_ < octets_.size() &&
           is_blank(octets_[position_]));
  if (end > begin && octets_[end - 1] == '\r') --end;
  return octets_.substr(begin, end - begin);
}

std::optional<raw_field> field_reader::next() noexcept {
  while (!ended_ && position_ < octets_.size()) {
    const std::string_view line = take_folded_line();
    if (is_empty_line(line)) {
      ended_ = true;
    } else if (const auto field = to_field(line)) {
      return field;
    }
  }
  return std::nullopt;
}

split_entity split_header(std::string_view octets) noexcept {
  field_reader fields(octets);
  while (fields.next()) continue;
  return {octets.substr(0, fields.position()), octets.substr(fields.position())};
}

std::string unfold(std::string_view body) {
  body = trim(body);
  std::string value;
  value.reserve(body.size());
  while (!body.empty()) {
    const std::size_t line_feed = body.find('\n');
    std::string_view line = body.substr(0, line_feed);
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    if (line_feed != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    value.append(line);
  }
  return value;
}

std::optional<std::string> find_raw(std::string_view header, std::string_view name) {
  field_reader fields(header);
  while (const auto field = fields.next()) {
    if (same_ignoring_case(field->name, name)) return unfold(field->body);
  }
  return std::nullopt;
}

}  // namespace pop3kit::engine
