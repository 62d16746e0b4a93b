#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

/// As many messages as a check looks at: enough to meet the odd ones, few enough for a large maildrop.
constexpr std::uint64_t sample = 20;

constexpr std::array<std::string_view, 3> transfer_verbs{"LIST", "RETR", "DELE"};
constexpr std::array<std::size_t, 3> wanted_lines{0, 1, 10};

asio::awaitable<scan_line> stat(probe& session) {
  const reply heard = co_await session.ask("STAT");
  if (!heard.ok()) throw departure("STAT was refused: " + quoted(heard.line));
  co_return read_scan_line(heard.text());
}

asio::awaitable<std::uint64_t> need_messages(probe& session) {
  const scan_line all = co_await stat(session);
  if (all.number == 0) throw does_not_apply("the maildrop is empty");
  co_return all.number;
}

asio::awaitable<void> stat_has_its_form(const visit& at) {
  const auto session = co_await at.log_in();
  static_cast<void>(co_await stat(*session));
}

asio::awaitable<void> list_agrees_with_stat(const visit& at) {
  const auto session = co_await at.log_in();
  const scan_line all = co_await stat(*session);
  const body listing = co_await session->need_lines("LIST");
  const auto lines = read_scan_lines(listing.lines);
  if (lines.size() != all.number) {
    throw departure("STAT tells " + std::to_string(all.number) + " messages, LIST " + std::to_string(lines.size()));
  }
  std::uint64_t octets = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    octets += lines[i].octets;
    if (lines[i].number != i + 1) throw departure("message " + std::to_string(i + 1) + " is missing in LIST");
  }
  if (octets != all.octets) {
    throw departure("STAT tells " + std::to_string(all.octets) + " octets, LIST " + std::to_string(octets));
  }
}

asio::awaitable<void> list_of_one_is_that_line(const visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t count = co_await need_messages(*session);
  const body listing = co_await session->need_lines("LIST");
  const auto lines = read_scan_lines(listing.lines);
  for (std::uint64_t number = 1; number <= std::min(count, sample); ++number) {
    const reply heard = co_await session->ask("LIST " + std::to_string(number));
    if (!heard.ok()) throw departure("LIST " + std::to_string(number) + " was refused: " + quoted(heard.line));
    const scan_line one = read_scan_line(heard.text());
    if (one.number != number || one.octets != lines.at(number - 1).octets) {
      throw departure("LIST " + std::to_string(number) + " differs from the listing: " + quoted(heard.line));
    }
  }
}

asio::awaitable<void> refuses_numbers_of_none(const visit& at) {
  const auto session = co_await at.log_in();
  const scan_line all = co_await stat(*session);
  const std::string beyond = std::to_string(all.number + 1);
  for (const std::string_view verb : transfer_verbs) {
    const std::string command{verb};
    co_await session->need_refusal(command + " " + beyond);
    co_await session->need_refusal(command + " 0");
    co_await session->need_refusal(command + " one");
    co_await session->need_refusal(command + " 99999999999999999999999");
  }
  co_await session->need_ok("NOOP");
}

asio::awaitable<void> refuses_missing_arguments(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_refusal("RETR");
  co_await session->need_refusal("DELE");
  co_await session->need_ok("NOOP");
}

asio::awaitable<void> sizes_are_what_is_sent(const visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t count = co_await need_messages(*session);
  const body listing = co_await session->need_lines("LIST");
  const auto lines = read_scan_lines(listing.lines);
  for (std::uint64_t number = 1; number <= std::min(count, sample); ++number) {
    const body message = co_await session->need_lines("RETR " + std::to_string(number));
    if (message.octets() == lines.at(number - 1).octets) continue;
    throw departure("message " + std::to_string(number) + " has " + std::to_string(message.octets()) +
                    " octets, LIST tells " + std::to_string(lines.at(number - 1).octets));
  }
}

asio::awaitable<void> stuffs_dots(const visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t count = co_await need_messages(*session);
  for (std::uint64_t number = 1; number <= std::min(count, sample); ++number) {
    const body message = co_await session->need_lines("RETR " + std::to_string(number));
    for (const std::string& line : message.lines) {
      if (!line.starts_with('.') || line.starts_with("..")) continue;
      throw departure("message " + std::to_string(number) + " has a line with a single dot in front: " + quoted(line));
    }
    co_await session->need_ok("NOOP");
  }
}

asio::awaitable<void> unique_ids_have_their_form(const visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t count = co_await need_messages(*session);
  const body listing = co_await session->ask_lines("UIDL");
  if (!listing.status.ok()) throw does_not_apply("UIDL is refused: " + quoted(listing.status.line));
  const auto lines = read_unique_id_lines(listing.lines);
  if (lines.size() != count) {
    throw departure("STAT tells " + std::to_string(count) + " messages, UIDL " + std::to_string(lines.size()));
  }
  std::set<std::string> seen;
  for (const unique_id_line& line : lines) {
    if (!seen.insert(line.id).second) throw departure("two messages have the unique-id " + quoted(line.id));
  }
  const reply one = co_await session->ask("UIDL 1");
  if (read_unique_id_line(one.text()).id != lines.front().id) {
    throw departure("UIDL 1 differs from the listing: " + quoted(one.line));
  }
}

asio::awaitable<void> unique_ids_last(const visit& at) {
  const auto first = co_await at.log_in();
  const body before = co_await first->ask_lines("UIDL");
  if (!before.status.ok()) throw does_not_apply("UIDL is refused: " + quoted(before.status.line));
  co_await first->need_ok("QUIT");
  const auto second = co_await at.log_in();
  const body behind = co_await second->ask_lines("UIDL");
  if (before.lines != behind.lines) throw departure("the unique-ids of the next session differ");
}

asio::awaitable<void> top_is_the_head_of_the_message(const visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t count = co_await need_messages(*session);
  const reply known = co_await session->ask("TOP 1 0");
  if (known.refused()) throw does_not_apply("TOP is refused: " + quoted(known.line));
  static_cast<void>(co_await session->hear_lines());
  for (std::uint64_t number = 1; number <= std::min(count, sample); ++number) {
    const std::string which = std::to_string(number);
    const body whole = co_await session->need_lines("RETR " + which);
    const auto blank = std::ranges::find(whole.lines, std::string());
    const auto header = static_cast<std::size_t>(blank - whole.lines.begin());
    for (const std::size_t wanted : wanted_lines) {
      const body part = co_await session->need_lines("TOP " + which + " " + std::to_string(wanted));
      const std::size_t due = std::min(whole.lines.size(), header + 1 + wanted);
      const bool equal =
          part.lines.size() == due && std::equal(part.lines.begin(), part.lines.end(), whole.lines.begin());
      // A message of headers alone may or may not get the blank line that would end them.
      const bool blank_added =
          blank == whole.lines.end() && part.lines.size() == header + 1 && part.lines.back().empty();
      if (!equal && !blank_added) {
        throw departure("TOP " + which + " " + std::to_string(wanted) + " has " + std::to_string(part.lines.size()) +
                        " lines that are not the first " + std::to_string(due) + " of the message");
      }
    }
  }
}

asio::awaitable<void> rset_is_taken(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("RSET");
}

constexpr std::array checks{
    check{"STAT has the form \"nn mm\"", "RFC 1939 section 5, STAT", stat_has_its_form},
    check{"LIST and STAT agree in number and octets", "RFC 1939 section 5, LIST", list_agrees_with_stat},
    check{"LIST n is that line of LIST", "RFC 1939 section 5, LIST", list_of_one_is_that_line},
    check{"numbers that no message has are refused", "RFC 1939 section 5", refuses_numbers_of_none},
    check{"missing arguments are refused", "RFC 1939 section 5", refuses_missing_arguments},
    check{"a message is as long as LIST tells", "RFC 1939 section 11", sizes_are_what_is_sent},
    check{"lines that begin with a dot are byte-stuffed", "RFC 1939 section 3", stuffs_dots},
    check{"RSET is taken", "RFC 1939 section 5, RSET", rset_is_taken},
    check{"unique-ids are unique, and of 1 to 70 printable octets", "RFC 1939 section 7, UIDL",
          unique_ids_have_their_form},
    check{"unique-ids are the same in the next session", "RFC 1939 section 7, UIDL", unique_ids_last},
    check{"TOP n k is the header, a blank line and k lines", "RFC 1939 section 7, TOP", top_is_the_head_of_the_message},
};

}  // namespace

std::span<const check> maildrop_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
