#include <array>
#include <string>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

asio::awaitable<std::uint64_t> count_messages(probe& session) {
  const reply heard = co_await session.need_ok("STAT");
  co_return read_scan_line(heard.text()).number;
}

/// The last message is the one that is risked.
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
    throw departure("after DELE 1, " + command + " is " + quoted(after.line) + ", before it was " +
                    quoted(before.line));
  }
}

/// New mail may arrive between two sessions, so that only fewer messages than before prove a removal.
asio::awaitable<void> a_lost_session_deletes_nothing(visit& at) {
  const auto first = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*first);
  co_await first->need_ok("DELE " + std::to_string(last));
  first->close();
  const auto second = co_await at.log_in();
  if (co_await count_messages(*second) < last) throw departure("a message is gone though QUIT was never sent");
}

/// What tells a message from the one that has its number in another session: UIDL, or LIST if there is none.
asio::awaitable<std::string> mark_of(probe& session, std::uint64_t number) {
  const std::string argument = " " + std::to_string(number);
  reply heard = co_await session.ask("UIDL" + argument);
  if (heard.ok()) co_return heard.text();
  heard = co_await session.need_ok("LIST" + argument);
  co_return heard.text();
}

asio::awaitable<void> quit_removes_marked_messages(visit& at) {
  const auto first = co_await at.log_in();
  const std::uint64_t last = co_await last_message(*first);
  const std::string mark = co_await mark_of(*first, last);
  co_await first->need_ok("DELE " + std::to_string(last));
  co_await first->need_ok("QUIT");
  const auto second = co_await at.log_in();
  const std::uint64_t left = co_await count_messages(*second);
  if (left < last) co_return;
  const std::string now = co_await mark_of(*second, last);
  if (now == mark) throw departure("the message is still there");
  if (left > last) throw not_made("new mail has arrived meanwhile");
}

constexpr std::array checks{
    check{"a message marked as deleted is out of sight until RSET", "RFC 1939 section 5, DELE",
          a_marked_message_is_gone_from_sight, true},
    check{"numbers stay as they are within a session", "RFC 1939 section 5, DELE", numbers_stay_within_a_session, true},
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
