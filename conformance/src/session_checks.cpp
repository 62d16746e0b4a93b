#include <array>
#include <string_view>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::array<std::string_view, 8> transaction_commands{"STAT",    "LIST",   "UIDL", "RETR 1",
                                                               "TOP 1 0", "DELE 1", "RSET", "NOOP"};
constexpr std::array<std::string_view, 2> unknown_commands{"XYZZ", "XYZZ with an argument"};

asio::awaitable<void> greets_in_one_line(visit& at) {
  const auto session = co_await at.connect_and_greet();
  if (session->has_unread()) throw departure("more than one line before the first command");
}

asio::awaitable<void> takes_keywords_in_any_case(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("nOoP");
  co_await session->need_ok("stat");
}

asio::awaitable<void> refuses_unknown_commands(visit& at) {
  // One connection each: a server may close it after -ERR.
  for (const std::string_view command : unknown_commands) {
    const auto session = co_await at.connect();
    co_await session->need_refusal(command);
    co_await at.leave();
  }
  const auto session = co_await at.log_in();
  co_await session->need_refusal(unknown_commands.front());
}

asio::awaitable<void> refuses_transaction_before_login(visit& at) {
  // One connection each: servers may close the connection of a client that seems to guess.
  for (const std::string_view command : transaction_commands) {
    const auto session = co_await at.connect();
    co_await session->need_refusal(command);
    co_await at.leave();
  }
}

asio::awaitable<void> refuses_login_after_login(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_refusal("USER " + at.access().server.login.user);
}

asio::awaitable<void> refuses_pass_alone(visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_refusal("PASS something");
}

asio::awaitable<void> refuses_a_wrong_password(visit& at) {
  const auto session = co_await at.connect();
  // Some servers refuse the user name already.
  const reply user = co_await session->ask("USER " + at.access().server.login.user);
  if (user.ok()) co_await session->need_refusal("PASS " + at.access().server.login.password + "-not");
}

asio::awaitable<void> takes_commands_in_pieces(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->send("NO");
  co_await session->send("OP\r");
  co_await session->send("\n");
  const reply answer = co_await session->read_reply();
  if (!answer.ok()) throw_refused("NOOP in three segments", answer);
}

/// No RFC says what happens to longer commands.
asio::awaitable<void> takes_commands_of_255_octets(visit& at) {
  const auto session = co_await at.log_in();
  const auto capabilities = co_await session->capabilities();
  if (capabilities.empty()) throw does_not_apply("the server does not know CAPA");
  constexpr std::size_t with_its_end = 255;
  std::string command = "NOOP ";
  command.resize(with_its_end - 2, 'x');
  const reply answer = co_await session->ask(command);
  if (session->has_unread()) throw departure("several replies to one command of 255 octets");
  if (answer.ok()) co_await session->need_ok("NOOP");
}

asio::awaitable<void> quits_before_login(visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_ok("QUIT");
  if (!co_await session->hangs_up()) throw departure("the connection stays after QUIT");
}

asio::awaitable<void> quits_after_login(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_ok("QUIT");
  if (!co_await session->hangs_up()) throw departure("the connection stays after QUIT");
}

/// Tries a login while another session holds the maildrop. The server may admit it, refuse it, or let it wait until the
/// maildrop is free, at any step from the greeting on: no RFC says how long an answer may take.
asio::awaitable<void> try_a_second_session(visit& at) {
  try {
    const auto second = co_await at.connect();
    const reply admitted = co_await second->try_login();
    if (admitted.ok()) co_await second->need_ok("QUIT");
  } catch (const unanswered&) {
    co_return;  // the first session shows whether the attempt has changed anything
  }
}

/// The lock is "as necessary to prevent messages from being modified or removed before the session enters the UPDATE
/// state": a server that needs none may admit both.
asio::awaitable<void> keeps_sessions_apart(visit& at) {
  const auto first = co_await at.log_in();
  const reply before = co_await first->need_ok("STAT");
  co_await try_a_second_session(at);
  const reply after = co_await first->need_ok("STAT");
  // RFC 1939 allows text after the two numbers, which may differ each time.
  if (read_scan_line(before.text()) != read_scan_line(after.text())) {
    throw departure("after a second session STAT is " + in_quotes(after.line) + ", before it was " +
                    in_quotes(before.line));
  }
}

constexpr std::array checks{
    check{"the greeting is one line that begins with +OK", "RFC 1939 section 4", greets_in_one_line},
    check{"keywords are accepted in upper and lower case", "RFC 1939 section 3", takes_keywords_in_any_case},
    check{"an unknown command is refused", "RFC 1939 section 3", refuses_unknown_commands},
    check{"a command can arrive in several segments", "RFC 1939 section 3", takes_commands_in_pieces},
    check{"a command of 255 octets gets one answer", "RFC 2449 section 4", takes_commands_of_255_octets},
    check{"TRANSACTION commands are refused before login", "RFC 1939 section 3", refuses_transaction_before_login},
    check{"USER is refused after login", "RFC 1939 section 3", refuses_login_after_login},
    check{"PASS without USER is refused", "RFC 1939 section 7, PASS", refuses_pass_alone},
    check{"a wrong password is refused", "RFC 1939 section 7, PASS", refuses_a_wrong_password},
    check{"QUIT before login is answered, and the connection ends", "RFC 1939 section 6, QUIT", quits_before_login},
    check{"QUIT after login is answered, and the connection ends", "RFC 1939 section 6, QUIT", quits_after_login},
    check{"a second session does not change the first", "RFC 1939 section 4", keeps_sessions_apart},
};

}  // namespace

std::span<const check> session_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
