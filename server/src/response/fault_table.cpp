#include "response/fault_table.hpp"

#include <algorithm>
#include <array>

#include "scenario/stable_hash.hpp"

namespace pop3kit::serving {
namespace {

constexpr std::size_t overlong_octets = 100'000;
constexpr std::size_t garbage_octets = 64;
constexpr std::uint64_t most_salt = 1'000'000'000;

/// Returns random octets without line ends that do not begin with a status indicator. The same seed gives the same
/// octets.
std::string garbage_line(std::uint64_t seed) {
  std::string line = "\x01";
  for (std::size_t i = 1; i < garbage_octets; ++i) {
    const auto octet = static_cast<char>(scramble(seed + i) & 0xFFU);
    line += octet == '\r' || octet == '\n' ? '?' : octet;
  }
  return line + "\r\n";
}

using plan = response_plan;
using seeds = const fault_seeds&;

constexpr auto table = std::to_array<fault_info>({
    // the status line
    {"wrong_status", "The command is carried out, but its status is -ERR in place of +OK, or +OK in place of -ERR.",
     deviation::flipped_status, [](plan& p, seeds) { p.flip_status = true; }},
    {"lower_case_status", "The status is +ok or -err.", deviation::lower_status,
     [](plan& p, seeds) { p.lower_status = true; }},
    {"bare_status", "The status line is only +OK or -ERR. The values that STAT or UIDL n would return are missing.",
     deviation::bare_status, [](plan& p, seeds) { p.bare_status = true; }},
    {"overlong_line", "The status line is 100,000 octets longer than it should be.", deviation::padded_status,
     [](plan& p, seeds) { p.status_padding = overlong_octets; }},
    {"endless_line", "The status line never ends.", deviation::endless,
     [](plan& p, seeds) { p.endless = endless_plan::line; }},
    {"duplicate_reply", "The status line is sent a second time after the response.", deviation::repeated_status,
     [](plan& p, seeds) { p.repeat_status = true; }},
    {"duplicate_response", "The whole response is sent twice.", deviation::repeated_response,
     [](plan& p, seeds) { p.repeat_response = true; }},
    {"unsolicited", "A status line that answers no command comes before the response.", deviation::ahead,
     [](plan& p, seeds) { p.ahead += "+OK nobody asked for this line\r\n"; }},
    {"garbage", "A line of 64 random octets replaces the response.", deviation::replacement,
     [](plan& p, seeds from) { p.in_place = garbage_line(from.response); }},
    {"silence", "The command is carried out, and nothing is sent.", deviation::silence,
     [](plan& p, seeds) { p.silent = true; }},
    {"trailing_octets", "Octets without a line end follow the response.", deviation::behind,
     [](plan& p, seeds) { p.behind += "trailing"; }},
    // the end of a body
    {"missing_terminator", "A multi-line response ends without its terminator.", deviation::terminator,
     [](plan& p, seeds) { p.terminator = terminator_plan::missing; }},
    {"early_terminator",
     "A terminator comes in the middle of a multi-line response, or of its first 32 KiB if it is longer. "
     "The rest and the real terminator follow.",
     deviation::terminator, [](plan& p, seeds) { p.terminator = terminator_plan::early; }},
    {"late_terminator",
     "If the client has sent another command already, the status line of that command's response comes "
     "before the terminator of a multi-line response.",
     deviation::terminator, [](plan& p, seeds) { p.terminator = terminator_plan::late; }},
    {"endless_body", "A multi-line response never ends: more lines come in place of the terminator.",
     deviation::endless, [](plan& p, seeds) { p.endless = endless_plan::body; }},
    {"truncated",
     "Only half of the octets of a message, or of the lines of a listing, are sent, and then a terminator.",
     deviation::shortened, [](plan& p, seeds) { p.shortened = true; }},
    // octets
    {"unstuffed_dots", "Lines of a message that begin with a dot are sent without byte-stuffing.",
     deviation::unstuffed_dots, [](plan& p, seeds) { p.stuff_dots = false; }},
    {"bare_lf", "The whole response is sent without any CR.", deviation::line_ends,
     [](plan& p, seeds) { p.line_ends = line_end_plan::bare_lf; }},
    {"bare_cr", "The whole response is sent without any LF.", deviation::line_ends,
     [](plan& p, seeds) { p.line_ends = line_end_plan::bare_cr; }},
    {"nul_octets", "Every space after the status indicator, in the body too, is a NUL.", deviation::nul_octets,
     [](plan& p, seeds) { p.nul_octets = true; }},
    {"eight_bit", "Every letter after the status indicator, in the body too, has its eighth bit set.",
     deviation::eight_bit, [](plan& p, seeds) { p.eight_bit = true; }},
    {"garbage_in_body", "A line of 64 random octets comes between two lines of a multi-line response.",
     deviation::middle, [](plan& p, seeds from) { p.in_middle += garbage_line(from.response); }},
    // numbers and sizes
    {"lying_size", "Every size in the response is twice the true size.", deviation::sizes,
     [](plan& p, seeds) { p.sizes = size_plan::doubled; }},
    {"negative_size", "Every size has a minus sign.", deviation::sizes,
     [](plan& p, seeds) { p.sizes = size_plan::negative; }},
    {"overflowing_size", "Every size is too large for 64 bits.", deviation::sizes,
     [](plan& p, seeds) { p.sizes = size_plan::overflowing; }},
    {"missing_size", "Sizes are left out.", deviation::sizes, [](plan& p, seeds) { p.sizes = size_plan::missing; }},
    {"lying_count", "STAT, and the status line of LIST, state one message more than there is.", deviation::count,
     [](plan& p, seeds) { p.lying_count = true; }},
    {"gaps", "LIST and UIDL without an argument leave out every third message.", deviation::gaps,
     [](plan& p, seeds) { p.gaps = true; }},
    {"other_message",
     "The server answers with, or deletes, the next message that is not deleted, in place of the one that "
     "the command names. For the last message, the answer is correct.",
     deviation::other_message, [](plan& p, seeds) { p.other_message = true; }},
    {"wide_listing", "There are four spaces between the fields of LIST and UIDL.", deviation::wide_fields,
     [](plan& p, seeds) { p.wide = true; }},
    {"numberless", "The responses to LIST n and UIDL n lack the number.", deviation::missing_number,
     [](plan& p, seeds) { p.numberless = true; }},
    // unique-ids
    {"duplicate_unique_ids", "UIDL gives every message the unique-id of the first message.", deviation::unique_ids,
     [](plan& p, seeds) { p.unique_ids = unique_id_plan::duplicated; }},
    {"missing_unique_ids", "UIDL gives numbers without unique-ids.", deviation::unique_ids,
     [](plan& p, seeds) { p.unique_ids = unique_id_plan::missing; }},
    {"changing_unique_ids", "UIDL gives other unique-ids on each connection.", deviation::unique_ids,
     [](plan& p, seeds from) {
       p.unique_ids = unique_id_plan::changing;
       p.salt = from.connection % most_salt;
     }},
    {"malformed_unique_ids", "UIDL gives unique-ids with spaces, a control character and an octet beyond ASCII.",
     deviation::unique_ids, [](plan& p, seeds) { p.unique_ids = unique_id_plan::malformed; }},
    {"overlong_unique_ids", "UIDL gives unique-ids of 500 octets.", deviation::unique_ids,
     [](plan& p, seeds) { p.unique_ids = unique_id_plan::overlong; }},
    // effects on input and mail
    {"discarded_input", "Input that has already arrived after the command is thrown away.", deviation::discarded_input,
     [](plan& p, seeds) { p.deaf = true; }},
    {"read_marks_deleted", "A message that RETR sends is marked as deleted.", deviation::read_mark,
     [](plan& p, seeds) { p.marks_read = true; }},
    // challenges of AUTH
    {"endless_challenge", "AUTH sends one challenge after another, until the client answers `*`.",
     deviation::challenges, [](plan& p, seeds) { p.challenges = challenge_plan::endless; }},
    {"malformed_challenge", "The first challenge of AUTH is not base64; any answer to it is refused.",
     deviation::challenges, [](plan& p, seeds) { p.challenges = challenge_plan::malformed; }},
    {"bare_challenge", "Challenges of AUTH come without the space after the plus sign.", deviation::challenges,
     [](plan& p, seeds) { p.challenges = challenge_plan::bare; }},
    {"ok_for_challenge", "Challenges of AUTH begin with +OK in place of the plus sign.", deviation::challenges,
     [](plan& p, seeds) { p.challenges = challenge_plan::wrong_sign; }},
    {"refused_answer", "AUTH sends a challenge and refuses the first answer, correct or not, with -ERR and no text.",
     deviation::challenges, [](plan& p, seeds) { p.challenges = challenge_plan::refused; }},
});

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
