#include <array>
#include <string_view>

#include "check.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::array<std::string_view, 8> transaction_commands{"STAT",    "LIST",   "UIDL", "RETR 1",
                                                               "TOP 1 0", "DELE 1", "RSET", "NOOP"};

asio::awaitable<void> greets_in_one_line(const visit& at) {
  const auto session = co_await at.connect_in_the_clear();
  if (session->has_unread()) throw departure("more than one line before the first command");
}

asio::awaitable<void> takes_keywords_in_any_case(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("nOoP");
  co_await session->need_ok("stat");
}

asio::awaitable<void> refuses_unknown_commands(const visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_refusal("XYZZ");
  co_await session->need_refusal("XYZZ with an argument");
  co_await session->log_in();
  co_await session->need_refusal("XYZZ");
  co_await session->need_ok("NOOP");
}

asio::awaitable<void> refuses_transaction_before_login(const visit& at) {
  // One connection each: servers may hang up on a client that seems to guess.
  for (const std::string_view command : transaction_commands) {
    const auto session = co_await at.connect();
    co_await session->need_refusal(command);
  }
}

asio::awaitable<void> refuses_login_after_login(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_refusal("USER " + at.way().server.login.user);
  co_await session->need_ok("NOOP");
}

asio::awaitable<void> refuses_pass_alone(const visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_refusal("PASS something");
}

asio::awaitable<void> refuses_a_wrong_password(const visit& at) {
  const auto session = co_await at.connect();
  // Some servers refuse the user already.
  const reply user = co_await session->ask("USER " + at.way().server.login.user);
  if (user.ok()) co_await session->need_refusal("PASS " + at.way().server.login.password + "-not");
}

asio::awaitable<void> takes_commands_in_pieces(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->send("NO");
  co_await session->send("OP\r");
  co_await session->send("\n");
  const reply heard = co_await session->hear();
  if (!heard.ok()) throw departure("NOOP in three pieces was refused: " + quoted(heard.line));
}

asio::awaitable<void> survives_long_lines(const visit& at) {
  const auto session = co_await at.log_in();
  const std::string line = "NOOP " + std::string(2000, 'x') + "\r\n";
  co_await session->send(line);
  const reply heard = co_await session->hear();
  if (session->has_unread()) throw departure("several replies to one long line");
  const bool goes_on = co_await session->is_served();
  if (heard.ok() && !goes_on) throw departure("the line was taken, and the connection ended");
}

asio::awaitable<void> quits_before_login(const visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_ok("QUIT");
  if (!co_await session->hangs_up()) throw departure("the connection stays after QUIT");
}

asio::awaitable<void> quits_after_login(const visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("QUIT");
  if (!co_await session->hangs_up()) throw departure("the connection stays after QUIT");
}

asio::awaitable<void> locks_the_maildrop(const visit& at) {
  const auto first = co_await at.log_in();
  const auto second = co_await at.connect();
  co_await second->need_ok("USER " + at.way().server.login.user);
  const reply heard = co_await second->ask("PASS " + at.way().server.login.password);
  if (heard.ok()) throw departure("a second session opened the same maildrop: " + quoted(heard.line));
  co_await first->need_ok("QUIT");
}

constexpr std::array checks{
    check{"the greeting is one line that begins with +OK", "RFC 1939 section 4", greets_in_one_line},
    check{"keywords are taken in any case", "RFC 1939 section 3", takes_keywords_in_any_case},
    check{"an unknown command is refused and the session goes on", "RFC 1939 section 3", refuses_unknown_commands},
    check{"a command may come in several segments", "RFC 1939 section 3", takes_commands_in_pieces},
    check{"a line beyond all limits gets one answer", "RFC 2449 section 4", survives_long_lines},
    check{"TRANSACTION commands are refused before login", "RFC 1939 section 3", refuses_transaction_before_login},
    check{"USER is refused after login", "RFC 1939 section 3", refuses_login_after_login},
    check{"PASS without USER is refused", "RFC 1939 section 7, PASS", refuses_pass_alone},
    check{"a wrong password is refused", "RFC 1939 section 7, PASS", refuses_a_wrong_password},
    check{"QUIT before login is answered, and the server hangs up", "RFC 1939 section 6, QUIT", quits_before_login},
    check{"QUIT after login is answered, and the server hangs up", "RFC 1939 section 6, QUIT", quits_after_login},
    check{"a maildrop has one session at a time", "RFC 1939 section 4", locks_the_maildrop},
};

}  // namespace

std::span<const check> session_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
