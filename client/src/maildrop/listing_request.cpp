#include "maildrop/listing_request.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "link/refusal.hpp"
#include "text/ascii.hpp"
#include "wire/listing.hpp"

namespace pop3kit::engine {

namespace {

// These functions read complete lines. The LF at the end stops them, so they need not compare positions with the end.
// Because listings are long and their values short, they examine eight octets in one step while there are as many.

constexpr std::size_t octets_in_word = 8;

constexpr std::uint64_t in_each_octet(std::uint64_t value) noexcept {
  return value * 0x0101010101010101U;
}

/// Reads eight octets. The first one becomes the least significant octet.
std::uint64_t read_word(const char* from) noexcept {
  std::uint64_t word = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&word, from, sizeof word);
  } else {
    for (std::size_t i = 0; i < octets_in_word; ++i) {
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
    }
  }
  return word;
}

std::size_t first_marked(std::uint64_t high_bits) noexcept {
  return static_cast<std::size_t>(std::countr_zero(high_bits)) / 8;
}

/// Reads a number of at most seven digits, and returns how many digits it has. Returns 0 if there is no such number.
std::size_t read_digits(const char* from, std::uint64_t& number) noexcept {
  const std::uint64_t values = read_word(from) ^ in_each_octet('0');
  // Octets that are not digits get their highest bit. A carry can spoil only the octets after the first of these.
  const std::uint64_t others = ((values + in_each_octet(0x80 - 10)) | values) & in_each_octet(0x80);
  const std::size_t digits = others == 0 ? 0 : first_marked(others);
  if (digits == 0) return 0;
  // Pads the number to eight digits with zeros in front, then combines neighbours to pairs, and pairs to the number.
  const std::uint64_t padded = values << (8 * (octets_in_word - digits));
  const std::uint64_t pairs = padded * 10 + (padded >> 8);
  constexpr std::uint64_t every_fourth = 0x000000FF000000FF;
  constexpr std::uint64_t outer = 100 + (std::uint64_t{1'000'000} << 32);
  constexpr std::uint64_t inner = 1 + (std::uint64_t{10'000} << 32);
  number = ((pairs & every_fourth) * outer + ((pairs >> 16) & every_fourth) * inner) >> 32;
  return digits;
}

/// Reads a number of at most 18 digits, and returns the position after it. Returns 0 if there is no such number.
std::size_t read_short_number(std::string_view lines, std::size_t position, std::uint64_t& number) {
  constexpr std::size_t most_digits = 18;
  const char* const first = lines.data() + position;
  if (lines.size() - position >= octets_in_word) {
    const std::size_t read = read_digits(first, number);
    if (read != 0) return position + read;
  }
  const char* at = first;
  std::uint64_t read = 0;
  while (*at >= '0' && *at <= '9') read = read * 10 + static_cast<std::uint64_t>(*at++ - '0');
  const auto digits = static_cast<std::size_t>(at - first);
  number = read;
  return digits == 0 || digits > most_digits ? 0 : position + digits;
}

/// Returns the position after octets that are neither blanks nor control characters. Returns 0 if there are none.
std::size_t pass_visible(std::string_view lines, std::size_t position) {
  std::size_t end = position;
  while (lines.size() - end >= octets_in_word) {
    const std::uint64_t word = read_word(lines.data() + end);
    // The first marked octet is right. A borrow can spoil only the octets after it.
    const std::uint64_t others = (word - in_each_octet(' ' + 1)) & ~word & in_each_octet(0x80);
    if (others != 0) {
      end += first_marked(others);
      return end == position ? 0 : end;
    }
    end += octets_in_word;
  }
  while (static_cast<unsigned char>(lines[end]) > ' ') ++end;
  return end == position ? 0 : end;
}

}  // namespace

outcome<> listing_meter::count(std::string_view line) {
  if (accept(line.size() + line_end_octets)) return {};
  return entries_left_ == 0 ? errc::too_many_entries : errc::listing_too_large;
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
    position = take_plain(lines, position, longest);
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
std::size_t listing_request::take_plain_lines(std::string_view lines, std::size_t position, std::size_t longest,
                                              PassValue pass_value, Keep keep) {
  while (position < lines.size()) {
    std::uint64_t number = 0;
    const std::size_t blank = read_short_number(lines, position, number);
    if (blank == 0 || lines[blank] != ' ' || number <= last_number_) break;
    const std::size_t value = blank + 1;
    const std::size_t end = pass_value(value);
    if (end == 0 || lines[end] != '\r' || lines[end + 1] != '\n') break;
    const std::size_t octets = end + listing_meter::line_end_octets - position;
    if (octets > longest || !meter_.accept(octets)) break;
    keep(number, lines.substr(value, end - value));
    last_number_ = number;
    position += octets;
  }
  return position;
}

outcome<std::uint64_t> scan_request::take(std::string_view line) {
  const outcome<wire::scan_listing> parsed = wire::parse_scan_listing(line);
  if (!parsed) return parsed.error();
  sizes_.append(parsed->sequence_number, parsed->octets);
  return parsed->sequence_number;
}

std::size_t scan_request::take_plain(std::string_view lines, std::size_t position, std::size_t longest) {
  std::uint64_t octets = 0;
  const auto pass_value = [&](std::size_t from) { return read_short_number(lines, from, octets); };
  const auto keep = [&](std::uint64_t number, std::string_view /*written*/) { sizes_.append(number, octets); };
  return take_plain_lines(lines, position, longest, pass_value, keep);
}

outcome<std::uint64_t> unique_id_request::take(std::string_view line) {
  const outcome<wire::unique_id_listing> parsed = wire::parse_unique_id_listing(line);
  if (!parsed) return parsed.error();
  if (parsed->unique_id.size() > most_octets_) return errc::unique_id_too_long;
  ids_.append(parsed->sequence_number, parsed->unique_id);
  return parsed->sequence_number;
}

std::size_t unique_id_request::take_plain(std::string_view lines, std::size_t position, std::size_t longest) {
  const auto pass_value = [this, lines](std::size_t from) {
    const std::size_t end = pass_visible(lines, from);
    return end - from > most_octets_ ? 0 : end;
  };
  const auto keep = [this](std::uint64_t number, std::string_view id) { ids_.append(number, id); };
  return take_plain_lines(lines, position, longest, pass_value, keep);
}

outcome<> unique_id_request::on_end() {
  if (sizes_ == nullptr || ids_.size() == 0 || ids_.size() != sizes_->size()) return {};
  for (std::size_t position = 0; position < ids_.size(); ++position) {
    const std::optional<std::uint64_t> size = sizes_->octets(position);
    // A size that is unknown was written as a negative number. Text may follow a size (RFC 1939 section 5).
    std::string_view id = ids_.id(position);
    const std::string_view first = text::take_field(id);
    const bool is_size = size ? first == std::to_string(*size) : first.starts_with('-');
    if (!is_size) return {};
  }
  return errc::malformed_response;
}

}  // namespace pop3kit::engine
