#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

asio::awaitable<std::uint64_t> count_messages(probe& session) {
  const reply answer = co_await session.need_ok("STAT");
  co_return read_scan_line(answer.text()).number;
}

/// Returns the number of the last message, which is the one that may be lost.
asio::awaitable<std::uint64_t> last_message(probe& session) {
  const std::uint64_t count = co_await count_messages(session);
  if (count == 0) throw does_not_apply("the maildrop is empty");
  co_return count;
}

asio::awaitable<void> a_marked_message_is_gone_from_sight(visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*session);
  const std::string which = std::to_string(last);
  co_await session->need_ok("DELE " + which);
  co_await session->need_refusal("RETR " + which);
  co_await session->need_refusal("LIST " + which);
  co_await session->need_refusal("DELE " + which);
  if (co_await count_messages(*session) != last - 1) throw departure("STAT still counts a message marked as deleted");
  const body listing = co_await session->need_lines("LIST");
  if (listing.lines.size() != last - 1) throw departure("LIST still shows a message marked as deleted");
  co_await session->need_ok("RSET");
  if (co_await count_messages(*session) != last) throw departure("RSET does not bring the message back");
}

asio::awaitable<void> numbers_stay_within_a_session(visit& at) {
  const auto session = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*session);
  if (last < 2) throw does_not_apply("it takes two messages");
  const std::string command = "LIST " + std::to_string(last);
  const reply before = co_await session->need_ok(command);
  co_await session->need_ok("DELE 1");
  const reply after = co_await session->need_ok(command);
  co_await session->need_ok("RSET");
  if (read_scan_line(before.text()) != read_scan_line(after.text())) {
    throw departure("after DELE 1, " + command + " is " + in_quotes(after.line) + ", before it was " +
                    in_quotes(before.line));
  }
}

/// What identifies messages in several sessions: their unique-ids, or their sizes if there is no UIDL.
struct marks {
  marks() = default;
  bool are_unique_ids = false;
  std::map<std::uint64_t, std::string> by_number;

  [[nodiscard]] const std::string& of(std::uint64_t number) const {
    const auto found = by_number.find(number);
    if (found == by_number.end()) throw not_made("no listing shows message " + std::to_string(number));
    return found->second;
  }
  [[nodiscard]] std::multiset<std::string> all() const {
    std::multiset<std::string> values;
    for (const auto& [number, mark] : by_number) values.insert(mark);
    return values;
  }
};

asio::awaitable<marks> marks_of(probe& session) {
  marks read;
  const body ids = co_await session.ask_lines("UIDL");
  read.are_unique_ids = ids.status.ok();
  if (read.are_unique_ids) {
    for (const unique_id_line& line : read_unique_id_lines(ids.lines)) read.by_number[line.number] = line.id;
    co_return read;
  }
  const body listing = co_await session.need_lines("LIST");
  for (const scan_line& line : read_scan_lines(listing.lines)) {
    read.by_number[line.number] = std::to_string(line.octets);
  }
  co_return read;
}

/// The marks of messages that have gone.
std::vector<std::string> removed_between(const marks& before, const marks& after) {
  const std::multiset<std::string> earlier = before.all();
  const std::multiset<std::string> later = after.all();
  std::vector<std::string> removed;
  std::ranges::set_difference(earlier, later, std::back_inserter(removed));
  return removed;
}

/// Another client may remove messages between two sessions, even the marked one. The server is to blame only if no
/// other message has gone, and none goes when no message is marked.
asio::awaitable<void> a_lost_session_deletes_nothing(visit& at) {
  const auto first = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*first);
  const marks before = co_await marks_of(*first);
  const std::string& marked = before.of(last);
  co_await first->need_ok("DELE " + std::to_string(last));
  first->close();
  const auto second = co_await at.log_in();
  const marks after = co_await marks_of(*second);
  const std::vector<std::string> removed = removed_between(before, after);
  if (removed.empty()) co_return;
  co_await at.leave();
  const auto third = co_await at.log_in();
  const marks later = co_await marks_of(*third);
  const bool others_remove = removed.size() > 1 || removed.front() != marked || !removed_between(after, later).empty();
  if (others_remove) throw not_made("another client removes messages meanwhile");
  throw departure("a message is gone though QUIT was never sent");
}

/// Whether message `number` consists of these lines.
asio::awaitable<bool> is_message(probe& session, std::uint64_t number, const std::vector<std::string>& lines) {
  const body message = co_await session.need_message("RETR " + std::to_string(number));
  co_return message.lines == lines;
}

/// Without UIDL, messages are identified by their octets, which only RETR returns.
asio::awaitable<void> quit_removes_marked_messages(visit& at) {
  const bool may_fetch = co_await at.may_fetch();
  const auto first = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*first);
  const std::string number = " " + std::to_string(last);
  const marks before = co_await marks_of(*first);
  const std::string& marked = before.of(last);
  body message;
  if (!before.are_unique_ids && may_fetch) message = co_await first->need_message("RETR" + number);
  co_await first->need_ok("DELE" + number);
  const reply ended = co_await first->ask("QUIT");
  first->close();
  // "-ERR some deleted messages not removed" is a reply that RFC 1939 section 6 mentions.
  if (!ended.ok()) throw not_made("the server did not remove the message: " + in_quotes(ended.line));
  const auto second = co_await at.log_in();
  const marks after = co_await marks_of(*second);
  if (after.all().count(marked) < before.all().count(marked)) co_return;
  if (before.are_unique_ids) throw departure("the message is still there");
  if (after.by_number.size() < last || after.of(last) != marked) co_return;
  if (!may_fetch) throw not_made("without UIDL and RETR the message cannot be told from new mail");
  const bool is_there = co_await is_message(*second, last, message.lines);
  if (is_there) throw departure("the message is still there");
}

constexpr std::array checks{
    check{"a message marked as deleted is hidden until RSET", "RFC 1939 section 5, DELE",
          a_marked_message_is_gone_from_sight, true},
    check{"numbers do not change within a session", "RFC 1939 section 5, DELE", numbers_stay_within_a_session, true},
    check{"a session that ends without QUIT removes nothing", "RFC 1939 section 6", a_lost_session_deletes_nothing,
          true},
    check{"QUIT removes the messages marked as deleted", "RFC 1939 section 6, QUIT", quit_removes_marked_messages,
          true},
};

}  // namespace

std::span<const check> deletion_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
