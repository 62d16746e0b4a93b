#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "check.hpp"

namespace pop3kit::conformance {

namespace {

constexpr std::string_view no_capa = "the server knows no CAPA";

asio::awaitable<std::vector<std::string>> need_capabilities(probe& session) {
  std::vector<std::string> lines = co_await session.capabilities();
  if (lines.empty()) throw does_not_apply(std::string(no_capa));
  co_return lines;
}

/// The arguments of a tag in TRANSACTION state.
asio::awaitable<std::string> need_capability(probe& session, std::string_view tag) {
  const auto lines = co_await session.capabilities();
  auto found = find_capability(lines, tag);
  if (!found) throw does_not_apply(std::string(tag) + " is not announced");
  co_return std::move(*found);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

asio::awaitable<void> capa_in_both_states(const visit& at) {
  const auto session = co_await at.connect();
  static_cast<void>(co_await need_capabilities(*session));
  co_await session->log_in();
  static_cast<void>(co_await session->need_lines("CAPA"));
}

asio::awaitable<void> what_is_announced_works(const visit& at) {
  const auto session = co_await at.log_in();
  const auto lines = co_await need_capabilities(*session);
  if (find_capability(lines, "UIDL")) static_cast<void>(co_await session->need_lines("UIDL"));
  const reply stat = co_await session->ask("STAT");
  const bool empty = stat.text().starts_with("0 ");
  if (find_capability(lines, "TOP") && !empty) static_cast<void>(co_await session->need_lines("TOP 1 0"));
}

asio::awaitable<void> pipelined_commands_are_answered_in_order(const visit& at) {
  const auto session = co_await at.log_in();
  static_cast<void>(co_await need_capability(*session, "PIPELINING"));
  constexpr int many = 50;
  std::string batch;
  for (int i = 0; i < many; ++i) batch += "NOOP\r\nXYZZ\r\n";
  batch += "LIST\r\n";
  co_await session->send(batch);
  for (int i = 0; i < many; ++i) {
    const reply noop = co_await session->hear();
    const reply unknown = co_await session->hear();
    if (!noop.ok() || !unknown.refused())
      throw departure("pair " + std::to_string(i + 1) + " of the batch is mixed up");
  }
  const reply listing = co_await session->hear();
  if (!listing.ok()) throw departure("LIST in a batch was refused: " + quoted(listing.line));
  static_cast<void>(co_await session->hear_lines());
}

asio::awaitable<void> expire_and_delay_are_numbers(const visit& at) {
  const auto session = co_await at.log_in();
  const auto lines = co_await need_capabilities(*session);
  const auto expire = find_capability(lines, "EXPIRE");
  const auto delay = find_capability(lines, "LOGIN-DELAY");
  if (!expire && !delay) throw does_not_apply("neither EXPIRE nor LOGIN-DELAY is announced");
  if (expire && *expire != "NEVER" && !is_number(*expire)) throw departure("EXPIRE " + quoted(*expire));
  if (delay && !is_number(*delay)) throw departure("LOGIN-DELAY " + quoted(*delay));
}

asio::awaitable<void> response_codes_are_announced(const visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await need_capabilities(*session);
  co_await session->need_ok("USER " + at.way().server.login.user);
  const reply heard = co_await session->ask("PASS " + at.way().server.login.password + "-not");
  const bool has_code = heard.text().starts_with('[');
  if (has_code && !find_capability(lines, "RESP-CODES")) {
    throw departure("a response code, though RESP-CODES is not announced: " + quoted(heard.line));
  }
  if (find_capability(lines, "AUTH-RESP-CODE") && !heard.text().starts_with("[AUTH]")) {
    throw departure("AUTH-RESP-CODE is announced, but a wrong password gets " + quoted(heard.line));
  }
}

asio::awaitable<void> unknown_mechanisms_are_refused(const visit& at) {
  const auto session = co_await at.connect();
  co_await session->need_refusal("AUTH X-NO-SUCH-MECHANISM");
  co_await session->log_in();
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
  const auto challenge = co_await session.hear_challenge();
  if (!challenge.starts_with("+ ")) throw departure("no empty challenge: " + quoted(challenge));
}

asio::awaitable<void> a_star_cancels(const visit& at) {
  const auto session = co_await at.connect();
  co_await need_plain(*session);
  co_await begin_plain(*session);
  co_await session->need_refusal("*");
  co_await session->log_in();
}

asio::awaitable<void> rubbish_for_base64_is_refused(const visit& at) {
  const auto session = co_await at.connect();
  co_await need_plain(*session);
  co_await begin_plain(*session);
  co_await session->need_refusal("!!not-base64!!");
  co_await session->log_in();
}

asio::awaitable<void> utf8_is_taken_before_login(const visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await session->capabilities();
  if (!find_capability(lines, "UTF8")) throw does_not_apply("UTF8 is not announced");
  co_await session->need_ok("UTF8");
  co_await session->log_in();
}

asio::awaitable<void> languages_are_listed(const visit& at) {
  const auto session = co_await at.connect();
  const auto lines = co_await session->capabilities();
  if (!find_capability(lines, "LANG")) throw does_not_apply("LANG is not announced");
  const body listing = co_await session->need_lines("LANG");
  if (listing.lines.empty()) throw departure("LANG lists no language");
  const std::string& first = listing.lines.front();
  co_await session->need_ok("LANG " + first.substr(0, first.find(' ')));
  co_await session->need_refusal("LANG x-no-such-language");
}

constexpr std::array checks{
    check{"CAPA is answered before and after login", "RFC 2449 section 5", capa_in_both_states},
    check{"UIDL and TOP work where they are announced", "RFC 2449 section 6", what_is_announced_works},
    check{"pipelined commands are answered each, in order", "RFC 2449 section 6.6",
          pipelined_commands_are_answered_in_order},
    check{"EXPIRE and LOGIN-DELAY have numbers after login", "RFC 2449 sections 6.5, 6.7",
          expire_and_delay_are_numbers},
    check{"response codes come only where they are announced", "RFC 2449 section 6.4, RFC 3206 section 6",
          response_codes_are_announced},
    check{"an unknown SASL mechanism is refused", "RFC 5034 section 4", unknown_mechanisms_are_refused},
    check{"\"*\" cancels an exchange, and the session goes on", "RFC 5034 section 4", a_star_cancels},
    check{"a response that is no base64 is refused", "RFC 5034 section 4", rubbish_for_base64_is_refused},
    check{"UTF8 is taken before login where it is announced", "RFC 6856 section 2.1", utf8_is_taken_before_login},
    check{"LANG lists languages, and refuses others", "RFC 6856 section 3.1", languages_are_listed},
};

}  // namespace

std::span<const check> extension_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
