#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

/// The listing of all unique-ids.
asio::awaitable<body> need_unique_ids(probe& session) {
  body listing = co_await session.ask_lines("UIDL");
  if (!listing.status.ok()) throw does_not_apply("UIDL is refused: " + quoted(listing.status.line));
  co_return listing;
}

/// "Clients should be able to handle a situation where two identical copies of a message in a maildrop have the same
/// unique-id": only different messages must differ in it.
asio::awaitable<void> need_equal_messages(probe& session, std::uint64_t one, std::uint64_t other, std::string id) {
  const body first = co_await session.need_message("RETR " + std::to_string(one));
  const body second = co_await session.need_message("RETR " + std::to_string(other));
  if (first.lines == second.lines) co_return;
  throw departure("messages " + std::to_string(one) + " and " + std::to_string(other) + " differ, but both have " +
                  quoted(id));
}

asio::awaitable<void> unique_ids_have_their_form(visit& at) {
  const bool may_fetch = co_await at.may_fetch();
  const auto session = co_await at.log_in();
  const reply counted = co_await session->need_ok("STAT");
  const std::uint64_t count = read_scan_line(counted.text()).number;
  if (count == 0) throw does_not_apply("the maildrop is empty");
  const body listing = co_await need_unique_ids(*session);
  const auto lines = read_unique_id_lines(listing.lines);
  if (lines.size() != count) {
    throw departure("STAT counts " + std::to_string(count) + " messages, UIDL shows " + std::to_string(lines.size()));
  }
  std::map<std::string, std::uint64_t> seen;
  for (const unique_id_line& line : lines) {
    const auto [found, is_new] = seen.emplace(line.id, line.number);
    if (is_new) continue;
    if (!may_fetch) throw not_made("EXPIRE 0 is announced, so messages of the same unique-id cannot be compared");
    co_await need_equal_messages(*session, found->second, line.number, line.id);
  }
  const unique_id_line& first = lines.front();
  const std::string command = "UIDL " + std::to_string(first.number);
  const reply one = co_await session->need_ok(command);
  const unique_id_line again = read_unique_id_line(one.text());
  if (again.number != first.number || again.id != first.id) {
    throw departure(command + " differs from the listing: " + quoted(one.line));
  }
}

/// Mail may arrive and be removed between two sessions. As long as messages are not fewer than before, the earlier ones
/// are still there.
asio::awaitable<void> unique_ids_last(visit& at) {
  const auto first = co_await at.log_in();
  const body before = co_await need_unique_ids(*first);
  co_await first->need_ok("QUIT");
  const auto second = co_await at.log_in();
  const body after = co_await need_unique_ids(*second);
  std::multiset<std::string> known;
  for (const unique_id_line& line : read_unique_id_lines(after.lines)) known.insert(line.id);
  std::size_t missing = 0;
  for (const unique_id_line& line : read_unique_id_lines(before.lines)) {
    const auto found = known.find(line.id);
    if (found == known.end()) {
      ++missing;
    } else {
      known.erase(found);
    }
  }
  if (missing == 0) co_return;
  if (after.lines.size() < before.lines.size()) throw not_made("messages were removed meanwhile");
  throw departure(std::to_string(missing) + " unique-ids of one session are not those of the next");
}

constexpr std::array checks{
    check{"unique-ids have 1 to 70 printable octets, and differ if the messages do", "RFC 1939 section 7, UIDL",
          unique_ids_have_their_form},
    check{"unique-ids are the same in the next session", "RFC 1939 section 7, UIDL", unique_ids_last},
};

}  // namespace

std::span<const check> unique_id_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
