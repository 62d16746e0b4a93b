// Lines come out the same whole and in pieces, and every parser takes any of them.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "holds.hpp"
#include "wire/capability_line.hpp"
#include "wire/command.hpp"
#include "wire/input_buffer.hpp"
#include "wire/listing.hpp"
#include "wire/status_line.hpp"

namespace {

using namespace pop3kit;
using fuzz::holds;

constexpr std::size_t window_octets = 64;
constexpr std::size_t line_octets = 48;

std::vector<std::string> take_lines(std::string_view input, std::size_t piece_octets) {
  wire::input_buffer buffer{1, window_octets};
  std::vector<std::string> lines;
  while (!input.empty()) {
    const auto room = buffer.prepare();
    const std::size_t now = std::min({piece_octets, input.size(), room.size()});
    holds(now != 0);
    std::memcpy(room.data(), input.data(), now);
    buffer.commit(now);
    input.remove_prefix(now);
    auto line = buffer.take_line(line_octets);
    for (; line.has_value() && *line; line = buffer.take_line(line_octets)) {
      lines.push_back(std::string{(*line)->text} + ((*line)->bare_lf ? '\n' : '\r'));
    }
    if (line.has_error()) return lines;
  }
  return lines;
}

void parse(std::string_view line) {
  const auto status = wire::parse_status_line(line);
  holds(status.has_value() == wire::looks_like_status(line));
  holds(status.has_value() || status.error() == fault::protocol);
  const auto scan = wire::parse_scan_listing(line);
  const auto stat = wire::parse_stat(line);
  const bool has_size = scan.has_value() && scan->octets.has_value();
  holds(has_size == (stat.has_value() && stat->messages != 0));
  const auto unique = wire::parse_unique_id_listing(line);
  holds(unique.has_value() || unique.error() == fault::protocol);
  const auto challenge = wire::parse_challenge(line);
  holds(challenge.has_error() || line.starts_with('+'));
  const auto capability = wire::parse_capability_line(line);
  holds(capability.has_error() || !capability->tag.empty());
  const auto command = wire::parse_command(line);
  holds(command.has_error() || wire::find_verb(command->keyword) == command->id);
  const std::string shown = wire::redact(std::string{"PASS "}.append(line));
  holds(shown == "PASS ****" || shown == "PASS");
  const auto made = wire::command::make(wire::verb::user, {line});
  holds(made.has_error() || made->line().find_first_of("\r\n") == made->line().size() - 2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t piece_octets = std::size_t{data[0]} % 32 + 1;
  const std::string input(data + 1, data + size);
  holds(take_lines(input, input.size() + 1) == take_lines(input, piece_octets));
  parse(input);
  for (const std::string& line : take_lines(input, piece_octets)) parse(line);
  return 0;
}
