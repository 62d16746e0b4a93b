#include "faults.hpp"

#include <algorithm>
#include <array>

#include "seed.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::size_t overlong_octets = 100'000;
constexpr std::size_t garbage_octets = 64;

/// Octets of every kind but line ends and a leading status indicator, the same for the same seed.
std::string garbage_line(std::uint64_t seed) {
  std::string line = "\x01";
  for (std::size_t i = 1; i < garbage_octets; ++i) {
    const auto octet = static_cast<char>(scramble(seed + i) & 0xFFU);
    line += octet == '\r' || octet == '\n' ? '?' : octet;
  }
  return line + "\r\n";
}

using plan = response_plan;
using seed_value = std::uint64_t;

constexpr std::array<fault_info, 16> table{{
    {"missing_terminator", "A multi-line response ends without its terminator.",
     [](plan& p, seed_value) { p.terminator = terminator_plan::missing; }},
    {"early_terminator",
     "A terminator stands in the middle of a multi-line response (of its first 64 KiB, if it is longer); the rest and "
     "the real terminator follow.",
     [](plan& p, seed_value) { p.terminator = terminator_plan::early; }},
    {"unstuffed_dots", "Lines of a message that begin with a dot go out as they are, not byte-stuffed.",
     [](plan& p, seed_value) { p.stuff_dots = false; }},
    {"bare_lf", "The whole response goes out without a single CR.", [](plan& p, seed_value) { p.bare_lf = true; }},
    {"lying_size", "Every size in the response is twice the true one.",
     [](plan& p, seed_value) { p.lying_sizes = true; }},
    {"garbage", "A line of 64 random octets stands in place of the response.",
     [](plan& p, seed_value seed) { p.in_place = garbage_line(seed); }},
    {"wrong_status", "The command is carried out, but its status says -ERR for +OK, and the reverse.",
     [](plan& p, seed_value) { p.flip_status = true; }},
    {"silence", "The command is carried out, and nothing is sent.", [](plan& p, seed_value) { p.silent = true; }},
    {"duplicate_reply", "The status line is sent once more behind the response.",
     [](plan& p, seed_value) { p.repeat_status = true; }},
    {"unsolicited", "A status line that answers no command stands ahead of the response.",
     [](plan& p, seed_value) { p.ahead = "+OK nobody asked for this line\r\n"; }},
    {"overlong_line", "The status line is 100,000 octets longer than it should be.",
     [](plan& p, seed_value) { p.status_padding = overlong_octets; }},
    {"duplicate_unique_ids", "UIDL gives every message the unique-id of the first.",
     [](plan& p, seed_value) { p.unique_ids = unique_id_plan::duplicated; }},
    {"missing_unique_ids", "UIDL gives numbers without unique-ids.",
     [](plan& p, seed_value) { p.unique_ids = unique_id_plan::missing; }},
    {"trailing_octets", "Octets without a line end follow the response.",
     [](plan& p, seed_value) { p.behind = "trailing"; }},
    {"discarded_input", "What the client has sent behind the command is thrown away, as far as it has arrived.",
     [](plan& p, seed_value) { p.deaf = true; }},
    {"read_marks_deleted", "A message that RETR sends is marked as deleted.",
     [](plan& p, seed_value) { p.marks_read = true; }},
}};

constexpr auto names = [] {
  std::array<std::string_view, table.size()> result;
  for (std::size_t i = 0; i < table.size(); ++i) result[i] = table[i].name;
  return result;
}();

}  // namespace

std::span<const fault_info> fault_table() noexcept {
  return table;
}

std::span<const std::string_view> fault_names() noexcept {
  return names;
}

const fault_info* find_fault(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(table, name, &fault_info::name);
  return found == table.end() ? nullptr : found;
}

}  // namespace pop3kit::serving
