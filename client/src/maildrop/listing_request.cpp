#include "maildrop/listing_request.hpp"

#include <algorithm>
#include <string>

#include "link/refusal.hpp"
#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

// Both read lines with their ends: an LF stops them, so that no position has to be compared with the end.

/// Reads a number that no type is too small for, and returns the place behind it. 0: there is no such number here.
std::size_t read_short_number(std::string_view lines, std::size_t position, std::uint64_t& number) {
  constexpr std::size_t most_digits = 18;
  const char* const first = lines.data() + position;
  const char* at = first;
  std::uint64_t read = 0;
  while (*at >= '0' && *at <= '9') read = read * 10 + static_cast<std::uint64_t>(*at++ - '0');
  const auto digits = static_cast<std::size_t>(at - first);
  number = read;
  return digits == 0 || digits > most_digits ? 0 : position + digits;
}

/// The place behind octets of which none is a blank or a control character. 0: there are none.
std::size_t pass_visible(std::string_view lines, std::size_t position) {
  const char* const first = lines.data() + position;
  const char* at = first;
  while (static_cast<unsigned char>(*at) > ' ') ++at;
  return at == first ? 0 : position + static_cast<std::size_t>(at - first);
}

}  // namespace

outcome<> listing_meter::count(std::size_t octets) {
  if (entries_left_ == 0) return errc::too_many_entries;
  if (octets_left_ < octets) return errc::listing_too_large;
  --entries_left_;
  octets_left_ -= octets;
  return {};
}

std::optional<request> listing_request::next(std::string& out) {
  if (sent_) return std::nullopt;
  sent_ = true;
  out.append(wire::name(verb_)).append("\r\n");
  return request{verb_, body_kind::lines};
}

outcome<> listing_request::on_status(const answer& status) {
  if (!status.ok) refused_ = refusal(status);
  return {};
}

outcome<> listing_request::on_line(std::string_view line) {
  const outcome<> within_limits = meter_.count(line);
  if (!within_limits) return within_limits;
  const outcome<std::uint64_t> number = take(line);
  if (!number) return number.error();
  if (*number <= last_number_) return errc::malformed_response;
  last_number_ = *number;
  return {};
}

outcome<std::size_t> listing_request::on_lines(std::string_view lines, std::size_t longest) {
  std::size_t position = 0;
  for (;;) {
    const outcome<> plain = take_plain(lines, position, longest);
    if (!plain) return plain.error();
    if (position == lines.size()) return position;
    std::string_view line = lines.substr(position, lines.find('\n', position) - position);
    const std::size_t octets = line.size() + 1;
    if (octets > longest) return position;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const outcome<> taken = on_line(line);
    if (!taken) return taken.error();
    position += octets;
  }
}

template <class PassValue, class Keep>
outcome<> listing_request::take_plain_lines(std::string_view lines, std::size_t& position, std::size_t longest,
                                            PassValue pass_value, Keep keep) {
  while (position < lines.size()) {
    std::uint64_t number = 0;
    const std::size_t blank = read_short_number(lines, position, number);
    if (blank == 0 || lines[blank] != ' ' || number <= last_number_) return {};
    const std::size_t value = blank + 1;
    const std::size_t end = pass_value(value);
    if (end == 0 || lines[end] != '\r' || lines[end + 1] != '\n') return {};
    const std::size_t octets = end + listing_meter::line_end_octets - position;
    if (octets > longest) return {};
    outcome<> taken = meter_.count(octets);
    if (taken) taken = keep(number, lines.substr(value, end - value));
    if (!taken) return taken;
    last_number_ = number;
    position += octets;
  }
  return {};
}

outcome<std::uint64_t> scan_request::take(std::string_view line) {
  const outcome<wire::scan_listing> parsed = wire::parse_scan_listing(line);
  if (!parsed) return parsed.error();
  sizes_.append(parsed->sequence_number, parsed->octets);
  return parsed->sequence_number;
}

outcome<> scan_request::take_plain(std::string_view lines, std::size_t& position, std::size_t longest) {
  std::uint64_t octets = 0;
  const auto pass_value = [&](std::size_t from) { return read_short_number(lines, from, octets); };
  const auto keep = [&](std::uint64_t number, std::string_view /*written*/) -> outcome<> {
    sizes_.append(number, octets);
    return {};
  };
  return take_plain_lines(lines, position, longest, pass_value, keep);
}

outcome<std::uint64_t> unique_id_request::take(std::string_view line) {
  const outcome<wire::unique_id_listing> parsed = wire::parse_unique_id_listing(line);
  if (!parsed) return parsed.error();
  if (parsed->unique_id.size() > most_octets_) return errc::unique_id_too_long;
  ids_.append(parsed->sequence_number, parsed->unique_id);
  return parsed->sequence_number;
}

outcome<> unique_id_request::take_plain(std::string_view lines, std::size_t& position, std::size_t longest) {
  const auto pass_value = [lines](std::size_t from) { return pass_visible(lines, from); };
  const auto keep = [this](std::uint64_t number, std::string_view id) -> outcome<> {
    if (id.size() > most_octets_) return errc::unique_id_too_long;
    ids_.append(number, id);
    return {};
  };
  return take_plain_lines(lines, position, longest, pass_value, keep);
}

outcome<> unique_id_request::on_end() {
  if (sizes_ == nullptr || ids_.size() == 0 || ids_.size() != sizes_->size()) return {};
  for (std::size_t place = 0; place < ids_.size(); ++place) {
    const std::optional<std::uint64_t> size = sizes_->octets(place);
    // A size that is unknown was written as a negative number. Text may follow a size (RFC 1939 section 5).
    std::string_view id = ids_.id(place);
    const std::string_view first = text::take_field(id);
    const bool is_size = size ? first == std::to_string(*size) : first.starts_with('-');
    if (!is_size) return {};
  }
  return errc::malformed_response;
}

}  // namespace pop3kit::engine
