#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

/// How many messages a check reads: enough to find unusual ones, and few enough for a large maildrop.
constexpr std::size_t sample = 20;

constexpr std::array<std::string_view, 3> transfer_verbs{"LIST", "RETR", "DELE"};
constexpr std::array<std::size_t, 3> wanted_lines{0, 1, 10};

asio::awaitable<scan_line> stat(probe& session) {
  const reply answer = co_await session.need_ok("STAT");
  co_return read_scan_line(answer.text());
}

/// The first messages that LIST shows.
asio::awaitable<std::vector<scan_line>> need_listed_messages(probe& session) {
  const body listing = co_await session.need_lines("LIST");
  std::vector<scan_line> lines = read_scan_lines(listing.lines);
  if (lines.empty()) throw does_not_apply("the maildrop is empty");
  if (lines.size() > sample) lines.resize(sample);
  co_return lines;
}

asio::awaitable<void> stat_has_its_form(visit& at) {
  const auto session = co_await at.log_in();
  static_cast<void>(co_await stat(*session));
}

/// STAT tells the octets of the maildrop. No RFC says that they are the sum of the messages.
asio::awaitable<void> list_agrees_with_stat(visit& at) {
  const auto session = co_await at.log_in();
  const scan_line all = co_await stat(*session);
  const body listing = co_await session->need_lines("LIST");
  auto lines = read_scan_lines(listing.lines);
  if (lines.size() != all.number) {
    throw departure("STAT counts " + std::to_string(all.number) + " messages, LIST shows " +
                    std::to_string(lines.size()));
  }
  std::ranges::sort(lines, {}, &scan_line::number);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].number != i + 1) throw departure("LIST does not show message " + std::to_string(i + 1));
  }
}

asio::awaitable<void> list_of_one_is_that_line(visit& at) {
  const auto session = co_await at.log_in();
  const auto lines = co_await need_listed_messages(*session);
  for (const scan_line& line : lines) {
    const std::string command = "LIST " + std::to_string(line.number);
    const reply answer = co_await session->need_ok(command);
    if (read_scan_line(answer.text()) != line) {
      throw departure(command + " differs from the listing: " + in_quotes(answer.line));
    }
  }
}

using commands_for = asio::awaitable<std::vector<std::string>> (*)(probe& session);

/// Each of these commands must be refused in TRANSACTION state. A server may close the connection after -ERR. The
/// commands are made again for each session, because mail may arrive between two of them.
asio::awaitable<void> need_refusals(visit& at, commands_for make_commands) {
  auto session = co_await at.log_in();
  std::vector<std::string> commands = co_await make_commands(*session);
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (co_await session->refuses(commands[i])) continue;
    co_await at.leave();
    session = co_await at.log_in();
    commands = co_await make_commands(*session);
    co_await session->need_refusal(commands[i]);
  }
}

asio::awaitable<std::vector<std::string>> numbers_of_none(probe& session) {
  const scan_line all = co_await stat(session);
  std::vector<std::string> commands;
  for (const std::string_view verb : transfer_verbs) {
    for (const std::string& number : {std::to_string(all.number + 1), std::string("0"), std::string("one"),
                                      std::string("99999999999999999999999")}) {
      commands.push_back(std::string(verb) + " " + number);
    }
  }
  co_return commands;
}

asio::awaitable<void> refuses_numbers_of_none(visit& at) {
  co_await need_refusals(at, numbers_of_none);
}

asio::awaitable<std::vector<std::string>> missing_arguments(probe& /*session*/) {
  std::vector<std::string> commands;
  commands.emplace_back("RETR");
  commands.emplace_back("DELE");
  co_return commands;
}

asio::awaitable<void> refuses_missing_arguments(visit& at) {
  co_await need_refusals(at, missing_arguments);
}

/// A message that ends without a line end is sent with one, so two octets more prove nothing. The size may count a line
/// feed alone as two octets, as RFC 1939 section 11 says of line ends, or as one, as it was sent; and a server for
/// which a line feed ends a line stuffs the dot after it.
bool is_size_of(const body& message, std::uint64_t listed) {
  for (const std::uint64_t end : {std::uint64_t{0}, std::uint64_t{2}}) {
    for (const std::uint64_t feeds : {std::uint64_t{0}, std::uint64_t{message.bare_line_feeds()}}) {
      for (const std::uint64_t dots : {std::uint64_t{0}, std::uint64_t{message.dots_after_line_feeds()}}) {
        if (listed + end + dots == message.octets() + feeds) return true;
      }
    }
  }
  return false;
}

asio::awaitable<void> sizes_are_what_is_sent(visit& at) {
  const auto session = co_await at.log_in_to_fetch();
  const auto lines = co_await need_listed_messages(*session);
  for (const scan_line& line : lines) {
    const std::string which = std::to_string(line.number);
    const body message = co_await session->need_message("RETR " + which);
    if (is_size_of(message, line.octets)) continue;
    throw departure("message " + which + " has " + std::to_string(message.octets()) + " octets, LIST says " +
                    std::to_string(line.octets));
  }
}

asio::awaitable<void> stuffs_dots(visit& at) {
  const auto session = co_await at.log_in_to_fetch();
  const auto lines = co_await need_listed_messages(*session);
  for (const scan_line& listed : lines) {
    const std::string which = std::to_string(listed.number);
    const body message = co_await session->need_message("RETR " + which);
    for (const std::string& line : message.lines) {
      if (!line.starts_with('.') || line.starts_with("..")) continue;
      throw departure("message " + which + " has a line with a single dot in front: " + in_quotes(line));
    }
    // After a terminator that came too early, the rest of the message looks like the reply.
    co_await session->need_ok("NOOP");
  }
}

/// Whether `part` is what TOP returns of `whole` with so many lines of the body.
bool is_top_of(const body& part, const body& whole, std::size_t wanted) {
  const auto blank = std::ranges::find(whole.lines, std::string());
  const auto header = static_cast<std::size_t>(blank - whole.lines.begin());
  const std::size_t due = std::min(whole.lines.size(), header + 1 + wanted);
  const bool equal = part.lines.size() == due && std::equal(part.lines.begin(), part.lines.end(), whole.lines.begin());
  // A message that has headers only may or may not get the blank line that would end them.
  const bool blank_added = blank == whole.lines.end() && part.lines.size() == header + 1 && part.lines.back().empty();
  return equal || blank_added;
}

asio::awaitable<void> top_is_the_head_of_the_message(visit& at) {
  const auto session = co_await at.log_in_to_fetch();
  const auto lines = co_await need_listed_messages(*session);
  const reply known = co_await session->ask("TOP " + std::to_string(lines.front().number) + " 0");
  if (known.refused()) throw does_not_apply("TOP is refused: " + in_quotes(known.line));
  static_cast<void>(co_await session->read_message());
  for (const scan_line& line : lines) {
    const std::string which = std::to_string(line.number);
    const body whole = co_await session->need_message("RETR " + which);
    // A line feed without a carriage return may or may not end one of the lines that are counted.
    if (whole.bare_line_feeds() > 0) continue;
    for (const std::size_t wanted : wanted_lines) {
      const std::string command = "TOP " + which + " " + std::to_string(wanted);
      const body part = co_await session->need_message(command);
      if (is_top_of(part, whole, wanted)) continue;
      throw departure(command + " has " + std::to_string(part.lines.size()) +
                      " lines that are not the header, a blank line and " + std::to_string(wanted) +
                      " lines of the message");
    }
  }
}

asio::awaitable<void> rset_is_taken(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("RSET");
}

constexpr std::array checks{
    check{"STAT has the form \"nn mm\"", "RFC 1939 section 5, STAT", stat_has_its_form},
    check{"LIST shows each message that STAT counts", "RFC 1939 section 5, LIST", list_agrees_with_stat},
    check{"LIST n equals that line of LIST", "RFC 1939 section 5, LIST", list_of_one_is_that_line},
    check{"numbers without a message are refused", "RFC 1939 section 5", refuses_numbers_of_none},
    check{"missing arguments are refused", "RFC 1939 section 5", refuses_missing_arguments},
    check{"a message has the size that LIST states", "RFC 1939 section 11", sizes_are_what_is_sent},
    check{"lines that begin with a dot are byte-stuffed", "RFC 1939 section 3", stuffs_dots},
    check{"RSET is accepted", "RFC 1939 section 5, RSET", rset_is_taken},
    check{"TOP n k returns the header, a blank line and k lines", "RFC 1939 section 7, TOP",
          top_is_the_head_of_the_message},
};

}  // namespace

std::span<const check> maildrop_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
