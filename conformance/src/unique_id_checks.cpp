#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

/// The listing of all unique-ids.
asio::awaitable<body> need_unique_ids(probe& session) {
  body listing = co_await session.ask_lines("UIDL");
  if (!listing.status.ok()) throw does_not_apply("UIDL is refused: " + in_quotes(listing.status.line));
  co_return listing;
}

/// "Clients should be able to handle a situation where two identical copies of a message in a maildrop have the same
/// unique-id": only different messages must differ in it.
asio::awaitable<void> need_equal_messages(probe& session, std::uint64_t one, std::uint64_t other, std::string id) {
  const body first = co_await session.need_message("RETR " + std::to_string(one));
  const body second = co_await session.need_message("RETR " + std::to_string(other));
  if (first.lines == second.lines) co_return;
  throw departure("messages " + std::to_string(one) + " and " + std::to_string(other) + " differ, but both have " +
                  in_quotes(id));
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
    throw departure(command + " differs from the listing: " + in_quotes(one.line));
  }
}

/// Returns those of `lines` whose unique-ids are not among `others`. If several are equal, each counts.
std::vector<unique_id_line> lines_without(const std::vector<unique_id_line>& lines,
                                          const std::vector<unique_id_line>& others) {
  std::multiset<std::string> known;
  for (const unique_id_line& line : others) known.insert(line.id);
  std::vector<unique_id_line> missing;
  for (const unique_id_line& line : lines) {
    const auto found = known.find(line.id);
    if (found == known.end()) {
      missing.push_back(line);
    } else {
      known.erase(found);
    }
  }
  return missing;
}

/// What one session shows of the maildrop.
struct seen_maildrop {
  seen_maildrop() = default;
  std::vector<unique_id_line> ids;
  std::map<std::string, std::vector<std::string>> messages;  ///< lines of messages by unique-id
};

/// Logs in, and fetches some of the messages that `earlier` does not have.
asio::awaitable<seen_maildrop> look_at_news(visit& at, const std::vector<unique_id_line>& earlier, bool may_fetch) {
  constexpr std::size_t sample = 20;
  const auto session = co_await at.log_in();
  const body listing = co_await need_unique_ids(*session);
  seen_maildrop seen;
  seen.ids = read_unique_id_lines(listing.lines);
  for (const unique_id_line& line : lines_without(seen.ids, earlier)) {
    if (!may_fetch || seen.messages.size() == sample) break;
    body message = co_await session->need_message("RETR " + std::to_string(line.number));
    seen.messages.emplace(line.id, std::move(message.lines));
  }
  co_await at.leave();
  co_return seen;
}

/// Mail may be removed and other mail may arrive between two sessions. Only a message that has one unique-id in one
/// session and another in the next proves that unique-ids do not last.
asio::awaitable<void> unique_ids_last(visit& at) {
  const bool may_fetch = co_await at.may_fetch();
  const auto session = co_await at.log_in();
  const body listing = co_await need_unique_ids(*session);
  const std::vector<unique_id_line> first = read_unique_id_lines(listing.lines);
  co_await at.leave();
  const seen_maildrop second = co_await look_at_news(at, first, may_fetch);
  if (lines_without(first, second.ids).empty()) co_return;
  const seen_maildrop third = co_await look_at_news(at, second.ids, may_fetch);
  const auto missing = lines_without(second.ids, third.ids);
  if (missing.empty()) co_return;
  for (const unique_id_line& line : missing) {
    const auto before = second.messages.find(line.id);
    if (before == second.messages.end()) continue;
    for (const auto& [id, lines] : third.messages) {
      if (lines != before->second) continue;
      throw departure("the message that has " + in_quotes(line.id) + " in one session has " + in_quotes(id) +
                      " in the next");
    }
  }
  throw not_made("unique-ids are missing in the next session, but the messages may have been removed meanwhile");
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
