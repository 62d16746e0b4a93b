#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "check.hpp"
#include "listing_lines.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::string_view no_capa = "the server does not know CAPA";
constexpr std::string_view unknown_language = "LANG x-no-such-language";

asio::awaitable<std::vector<std::string>> need_capabilities(probe& session) {
  std::vector<std::string> lines = co_await session.capabilities();
  if (lines.empty()) throw does_not_apply(std::string(no_capa));
  co_return lines;
}

/// The arguments of a capability in TRANSACTION state.
asio::awaitable<std::string> need_capability(probe& session, std::string_view tag) {
  const auto lines = co_await session.capabilities();
  auto found = find_capability(lines, tag);
  if (!found) throw does_not_apply(std::string(tag) + " is not announced");
  co_return std::move(*found);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

asio::awaitable<void> capa_in_both_states(visit& at) {
  const auto before = co_await at.connect();
  static_cast<void>(co_await need_capabilities(*before));
  co_await at.leave();
  const auto after = co_await at.log_in();
  static_cast<void>(co_await after->need_lines("CAPA"));
}

asio::awaitable<void> what_is_announced_works(visit& at) {
  const auto session = co_await at.log_in();
  const auto lines = co_await need_capabilities(*session);
  if (find_capability(lines, "UIDL")) static_cast<void>(co_await session->need_lines("UIDL"));
  const reply stat = co_await session->ask("STAT");
  const bool empty = stat.text().starts_with("0 ");
  if (find_capability(lines, "TOP") && !empty) static_cast<void>(co_await session->need_message("TOP 1 0"));
}

asio::awaitable<void> pipelined_commands_are_answered_in_order(visit& at) {
  const auto session = co_await at.log_in();
  static_cast<void>(co_await need_capability(*session, "PIPELINING"));
  // A known reply among the others shows the order. A refusal would show it too, but servers may close after one.
  const reply counted = co_await session->need_ok("STAT");
  constexpr int many = 50;
  constexpr int known = 25;
  std::string batch;
  for (int i = 0; i < many; ++i) batch += i == known ? "STAT\r\n" : "NOOP\r\n";
  batch += "LIST\r\n";
  co_await session->send(batch);
  for (int i = 0; i < many; ++i) {
    const reply answer = co_await session->read_reply();
    const std::string which = "command " + std::to_string(i + 1) + " of the batch";
    if (!answer.ok()) throw_refused(which, answer);
    if (i == known && read_scan_line(answer.text()) != read_scan_line(counted.text())) {
      throw departure("the reply to " + which + ", STAT, is " + in_quotes(answer.line));
    }
  }
  const reply listing = co_await session->read_reply();
  if (!listing.ok()) throw_refused("LIST in a batch", listing);
  static_cast<void>(co_await session->read_lines());
}

/// Returns the first word in upper case.
std::string first_word(std::string_view text) {
  std::string word(text.substr(0, text.find(' ')));
  for (char& octet : word) octet = static_cast<char>(std::toupper(static_cast<unsigned char>(octet)));
  return word;
}

asio::awaitable<void> expire_and_delay_are_numbers(visit& at) {
  const auto session = co_await at.log_in();
  const auto lines = co_await need_capabilities(*session);
  const auto expire = find_capability(lines, "EXPIRE");
  const auto delay = find_capability(lines, "LOGIN-DELAY");
  if (!expire && !delay) throw does_not_apply("neither EXPIRE nor LOGIN-DELAY is announced");
  if (expire && first_word(*expire) != "NEVER" && !is_number(first_word(*expire))) {
    throw departure("EXPIRE " + in_quotes(*expire));
  }
  if (delay && !is_number(first_word(*delay))) throw departure("LOGIN-DELAY " + in_quotes(*delay));
}

/// Text that begins with a bracket is no response code unless RESP-CODES is announced (RFC 2449 section 8), so nothing
/// is demanded of a server that does not announce it.
asio::awaitable<void> wrong_passwords_get_their_code(visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await need_capabilities(*session);
  if (!find_capability(lines, "AUTH-RESP-CODE")) throw does_not_apply("AUTH-RESP-CODE is not announced");
  const reply user = co_await session->ask("USER " + at.access().server.login.user);
  if (!user.ok()) throw not_made("USER was refused: " + in_quotes(user.line));
  const reply answer = co_await session->ask("PASS " + at.access().server.login.password + "-not");
  const std::string code = first_word(answer.text());
  if (code.starts_with("[AUTH]")) co_return;
  // The server may have had another reason to refuse.
  if (code.starts_with('[')) throw not_made("the login was refused for another reason: " + in_quotes(answer.line));
  throw departure("AUTH-RESP-CODE is announced, but a wrong password gets " + in_quotes(answer.line));
}

asio::awaitable<void> unknown_mechanisms_are_refused(visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_refusal("AUTH X-NO-SUCH-MECHANISM");
}

asio::awaitable<void> need_plain(probe& session) {
  const auto lines = co_await session.capabilities();
  const auto mechanisms = find_capability(lines, "SASL");
  if (!mechanisms || (" " + *mechanisms + " ").find(" PLAIN ") == std::string::npos) {
    throw does_not_apply("SASL PLAIN is not announced");
  }
}

asio::awaitable<void> begin_plain(probe& session) {
  co_await session.send("AUTH PLAIN\r\n");
  const auto challenge = co_await session.read_challenge();
  if (challenge.starts_with("-ERR")) throw not_made("AUTH PLAIN was refused: " + in_quotes(challenge));
  if (!challenge.starts_with("+ ")) throw departure("no empty challenge: " + in_quotes(challenge));
}

asio::awaitable<void> a_star_cancels(visit& at) {
  const auto session = co_await at.connect();
  co_await need_plain(*session);
  co_await begin_plain(*session);
  co_await session->need_refusal("*");
}

asio::awaitable<void> rubbish_for_base64_is_refused(visit& at) {
  const auto session = co_await at.connect();
  co_await need_plain(*session);
  co_await begin_plain(*session);
  co_await session->need_refusal("!!not-base64!!");
}

asio::awaitable<void> utf8_is_taken_before_login(visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await session->capabilities();
  if (!find_capability(lines, "UTF8")) throw does_not_apply("UTF8 is not announced");
  co_await session->need_ok("UTF8");
}

/// "-ERR Server is unable to list languages" is an example of RFC 6856 section 3.2.
asio::awaitable<void> languages_are_listed(visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await session->capabilities();
  if (!find_capability(lines, "LANG")) throw does_not_apply("LANG is not announced");
  const body listing = co_await session->ask_lines("LANG");
  if (listing.status.refused()) {
    co_await session->need_refusal(unknown_language);
    throw not_made("the server does not list its languages: " + in_quotes(listing.status.line));
  }
  if (listing.lines.empty()) throw departure("LANG lists no language");
  const std::string& first = listing.lines.front();
  co_await session->need_ok("LANG " + first.substr(0, first.find(' ')));
  co_await session->need_refusal(unknown_language);
}

constexpr std::array checks{
    check{"CAPA is answered before and after login", "RFC 2449 section 5", capa_in_both_states},
    check{"UIDL and TOP work if they are announced", "RFC 2449 section 6", what_is_announced_works},
    check{"each pipelined command is answered, in order", "RFC 2449 section 6.6",
          pipelined_commands_are_answered_in_order},
    check{"EXPIRE and LOGIN-DELAY have numbers after login", "RFC 2449 sections 6.5, 6.7",
          expire_and_delay_are_numbers},
    check{"a wrong password gets [AUTH] if AUTH-RESP-CODE is announced", "RFC 3206 section 6",
          wrong_passwords_get_their_code},
    check{"an unknown SASL mechanism is refused", "RFC 5034 section 4", unknown_mechanisms_are_refused},
    check{"\"*\" cancels an exchange", "RFC 5034 section 4", a_star_cancels},
    check{"a response that is not base64 is refused", "RFC 5034 section 4", rubbish_for_base64_is_refused},
    check{"UTF8 is accepted before login if it is announced", "RFC 6856 section 2.1", utf8_is_taken_before_login},
    check{"LANG lists languages, and refuses others", "RFC 6856 section 3.1", languages_are_listed},
};

}  // namespace

std::span<const check> extension_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
