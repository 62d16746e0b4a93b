#include <array>

#include "check.hpp"

namespace pop3kit::conformance {

namespace {

asio::awaitable<void> need_stls(const visit& at, probe& session) {
  if (!at.access().tls) throw does_not_apply("TLS was not asked for");
  const auto lines = co_await session.capabilities();
  if (!find_capability(lines, "STLS")) throw does_not_apply("STLS is not announced");
}

asio::awaitable<void> stls_begins_tls(visit& at) {
  const auto clear = co_await at.connect_in_the_clear();
  co_await need_stls(at, *clear);
  co_await at.leave();
  // TLS begins by STLS here, because the connection is not under TLS from the first octet.
  static_cast<void>(co_await at.log_in());
}

asio::awaitable<void> stls_is_over_under_tls(visit& at) {
  const auto session = co_await at.connect();
  if (!session->secured()) throw does_not_apply("TLS was not asked for");
  const auto lines = co_await session->capabilities();
  if (find_capability(lines, "STLS")) throw departure("STLS is announced under TLS");
  co_await session->need_refusal("STLS");
}

asio::awaitable<void> stls_is_refused_after_login(visit& at) {
  const auto session = co_await at.log_in();
  co_await session->need_refusal("STLS");
}

/// What arrives in the clear before the handshake must not be carried out after it. Otherwise an attacker who can write
/// to the clear connection could put commands into the protected one.
asio::awaitable<void> commands_after_stls_are_lost(visit& at) {
  const auto session = co_await at.connect_in_the_clear();
  co_await need_stls(at, *session);
  co_await session->send("STLS\r\nXYZZ\r\n");
  const reply answer = co_await session->read_reply();
  if (answer.refused()) co_return;
  if (session->has_unread()) throw departure("a command after STLS was answered in the clear");
  const bool protected_now = co_await session->try_handshake();
  if (!protected_now) co_return;
  // To the server the command may look like a broken handshake, so it may close the connection with or without a reply.
  // If it carried the command out, its refusal comes first.
  try {
    co_await session->need_ok("CAPA");
  } catch (const not_made&) {
    co_return;
  }
}

constexpr std::array checks{
    check{"STLS begins TLS, and the login works under it", "RFC 2595 section 4", stls_begins_tls},
    check{"STLS is not available under TLS", "RFC 2595 section 4", stls_is_over_under_tls},
    check{"STLS is refused after login", "RFC 2595 section 4", stls_is_refused_after_login},
    check{"commands sent after STLS are not carried out under TLS", "RFC 2595 section 4", commands_after_stls_are_lost},
};

}  // namespace

std::span<const check> protection_checks() {
  return checks;
}

}  // namespace pop3kit::conformance
