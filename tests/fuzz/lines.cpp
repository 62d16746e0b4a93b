#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "holds.hpp"
#include "wire/capability_line.hpp"
#include "wire/command.hpp"
#include "wire/listing.hpp"
#include "wire/status_line.hpp"

using namespace pop3kit;

/// Every parser of lines is total, and what it accepted it can write and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  if (const auto status = wire::parse_status_line(line)) fuzz::holds(wire::looks_like_status(line));
  static_cast<void>(wire::parse_challenge(line));
  static_cast<void>(wire::parse_octets_hint(line));
  static_cast<void>(wire::redact(line));
  if (const auto known = wire::parse_command(line)) {
    fuzz::holds(known->words.size() <= wire::info(known->id).max_arguments);
  }
  if (const auto parsed = wire::parse_scan_listing(line)) {
    std::string again;
    wire::append_scan_listing(again, *parsed);
    again.resize(again.find_last_not_of("\r\n") + 1);
    const auto reread = wire::parse_scan_listing(again);
    fuzz::holds(reread && reread->sequence_number == parsed->sequence_number && reread->octets == parsed->octets);
  }
  if (const auto parsed = wire::parse_unique_id_listing(line)) fuzz::holds(parsed->sequence_number > 0);
  static_cast<void>(wire::parse_stat(line));
  if (const auto parsed = wire::parse_capability_line(line)) fuzz::holds(!parsed->tag.empty());
  return 0;
}
