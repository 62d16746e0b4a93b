#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pop3kit::conformance {

struct scan_line {
  std::uint64_t number = 0;
  std::uint64_t octets = 0;
  friend bool operator==(const scan_line&, const scan_line&) = default;
};

/// Reads "nn mm" with one space, which another space and any text may follow. Throws departure. Does not use the
/// grammar of the library, so that the two cannot have the same mistake.
[[nodiscard]] scan_line read_scan_line(std::string_view line);
[[nodiscard]] std::vector<scan_line> read_scan_lines(const std::vector<std::string>& lines);

struct unique_id_line {
  unique_id_line() = default;
  std::uint64_t number = 0;
  std::string id;
};

/// Reads "nn id", where the id has 1 to 70 octets from 0x21 to 0x7E (RFC 1939 section 7, UIDL). Throws departure.
[[nodiscard]] unique_id_line read_unique_id_line(std::string_view line);
[[nodiscard]] std::vector<unique_id_line> read_unique_id_lines(const std::vector<std::string>& lines);

}  // namespace pop3kit::conformance
