#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/outcome.hpp"

namespace pop3kit::wire {

/// STAT's "nn mm" (RFC 1939 section 5).
struct maildrop_size {
  std::uint64_t messages = 0;
  std::uint64_t octets = 0;
};

/// A scan listing: "nn mm".
struct scan_listing {
  std::uint64_t sequence_number = 0;
  std::optional<std::uint64_t> octets;  ///< empty if the server announces a size below 0, as tpop3d and GreenMail do
};

/// A line of a unique-id listing: "nn uid". The id is a view into the line: everything after the separating spaces,
/// without trailing spaces. Real servers send ids with spaces, long ids, and octets that are not ASCII. Empty if the id
/// is missing.
struct unique_id_listing {
  std::uint64_t sequence_number = 0;
  std::string_view unique_id;
};

// Tolerant of what real servers add: several spaces or tabs, text after the last field of STAT and LIST, a negative
// size in LIST. Strict otherwise: a sign, letters, a missing field, sequence number 0 are malformed_response; a value
// over 2^64-1 is size_out_of_range.
[[nodiscard]] outcome<maildrop_size> parse_stat(std::string_view text);
[[nodiscard]] outcome<scan_listing> parse_scan_listing(std::string_view line);
[[nodiscard]] outcome<unique_id_listing> parse_unique_id_listing(std::string_view line);
/// Returns the size that a reply to RETR announces, as "nn octets" or "nn bytes" at its beginning. Errors:
/// malformed_response if it announces none. The size is only a hint.
[[nodiscard]] outcome<std::uint64_t> parse_octets_hint(std::string_view text);

void append_scan_listing(std::string& out, std::uint64_t sequence_number, std::uint64_t octets);

/// Parses a number. All of `digits` must be decimal digits.
[[nodiscard]] outcome<std::uint64_t> parse_number(std::string_view digits);
void append_number(std::string& out, std::uint64_t number);

}  // namespace pop3kit::wire
