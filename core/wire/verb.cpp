#include "wire/verb.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text/ascii.hpp"

namespace pop3kit::wire {
namespace {

using enum session_states;
using enum response_shape;
using enum secrecy;

// clang-format off
constexpr std::array table{
  //         id          name    states         shape                      secret            min max          pipelined optional capability rfc
  verb_info{verb::user, "USER", authorization, single_line,               open,             1, rest_of_line, true,  true,  "USER", "RFC 1939 section 7"},
  verb_info{verb::pass, "PASS", authorization, single_line,               whole_argument,   1, rest_of_line, true,  true,  "USER", "RFC 1939 section 7"},
  verb_info{verb::apop, "APOP", authorization, single_line,               after_first_word, 2, 2,            true,  true,  "",     "RFC 1939 section 7"},
  verb_info{verb::auth, "AUTH", authorization, continuation,              after_first_word, 1, 2,            false, true,  "SASL", "RFC 5034 section 4"},
  verb_info{verb::stls, "STLS", authorization, single_line,               open,             0, 0,            false, true,  "STLS", "RFC 2595 section 4"},
  verb_info{verb::capa, "CAPA", any,           multi_line,                open,             0, 0,            true,  true,  "",     "RFC 2449 section 5"},
  verb_info{verb::utf8, "UTF8", authorization, single_line,               open,             0, 0,            true,  true,  "UTF8", "RFC 6856 section 2.1"},
  verb_info{verb::lang, "LANG", any,           multi_line_if_no_argument, open,             0, 1,            true,  true,  "LANG", "RFC 6856 section 3.2"},
  verb_info{verb::stat, "STAT", transaction,   single_line,               open,             0, 0,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::list, "LIST", transaction,   multi_line_if_no_argument, open,             0, 1,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::retr, "RETR", transaction,   multi_line,                open,             1, 1,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::dele, "DELE", transaction,   single_line,               open,             1, 1,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::noop, "NOOP", transaction,   single_line,               open,             0, 0,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::rset, "RSET", transaction,   single_line,               open,             0, 0,            true,  false, "",     "RFC 1939 section 5"},
  verb_info{verb::top,  "TOP",  transaction,   multi_line,                open,             2, 2,            true,  true,  "TOP",  "RFC 1939 section 7"},
  verb_info{verb::uidl, "UIDL", transaction,   multi_line_if_no_argument, open,             0, 1,            true,  true,  "UIDL", "RFC 1939 section 7"},
  verb_info{verb::quit, "QUIT", any,           single_line,               open,             0, 0,            false, false, "",     "RFC 1939 sections 4 and 6"},
};
// clang-format on

constexpr bool in_order_of_verbs() {
  for (std::size_t row = 0; row < table.size(); ++row) {
    if (static_cast<std::size_t>(table[row].id) != row) return false;
  }
  return true;
}
static_assert(in_order_of_verbs(), "info() finds a verb by its value");

}  // namespace

std::span<const verb_info> verb_table() noexcept {
  return table;
}

const verb_info& info(verb id) noexcept {
  return table[static_cast<std::size_t>(id)];
}

std::string_view name(verb id) noexcept {
  return info(id).name;
}

std::optional<verb> find_verb(std::string_view keyword) noexcept {
  const auto* const row =
      std::ranges::find_if(table, [&](const verb_info& each) { return text::equal_ignoring_case(each.name, keyword); });
  if (row == table.end()) return std::nullopt;
  return row->id;
}

bool allowed_in(verb id, session_states state) noexcept {
  const auto legal = static_cast<unsigned>(info(id).states);
  const auto wanted = static_cast<unsigned>(state);
  return (legal & wanted) == wanted;
}

bool is_multi_line(verb id, bool has_argument) noexcept {
  const response_shape shape = info(id).shape;
  return shape == multi_line || (shape == multi_line_if_no_argument && !has_argument);
}

}  // namespace pop3kit::wire
