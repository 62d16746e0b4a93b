#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "check.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::conformance {

namespace {

/// Returns the arguments of EXPIRE. If CAPA fails, nothing is announced: another check finds that failure.
asio::awaitable<std::optional<std::string>> announced_expiry(probe& session) {
  std::optional<std::string> expiry;
  try {
    const auto lines = co_await session.capabilities();
    expiry = find_capability(lines, "EXPIRE");
  } catch (const departure&) {
    expiry.reset();
  } catch (const unanswered&) {
    expiry.reset();
  }
  co_return expiry;
}

bool is_zero(std::string_view arguments) {
  const std::string_view period = arguments.substr(0, arguments.find(' '));
  return !period.empty() && period.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

asio::awaitable<session_ptr> visit::connect_and_greet() {
  auto made = std::make_shared<probe>(executor_, access_);
  sessions_.push_back(made);
  const reply greeting = co_await made->connect();
  // The first login has shown that the server can greet, so this refusal has a temporary cause, such as too many
  // sessions.
  if (!greeting.ok()) throw not_made("the greeting is " + in_quotes(greeting.line), errc::greeting_refused);
  co_return made;
}

asio::awaitable<session_ptr> visit::connect() {
  session_ptr made = co_await connect_and_greet();
  if (access_.tls && !made->secured()) co_await made->start_tls();
  co_return made;
}

asio::awaitable<session_ptr> visit::connect_in_the_clear() {
  if (access_.implicit_tls()) throw does_not_apply("TLS comes before the greeting here");
  co_return co_await connect_and_greet();
}

asio::awaitable<session_ptr> visit::log_in() {
  constexpr auto pause = std::chrono::milliseconds{20};
  constexpr auto longest = std::chrono::seconds{10};
  const net::time_point patience =
      net::later(access_.time.now(), std::min<net::duration>(longest, access_.server.timeout));
  for (;;) {
    session_ptr made = co_await connect();
    const reply refusal = co_await made->try_login();
    if (refusal.ok()) co_return made;
    made->close();
    if (access_.time.now() >= patience) {
      throw not_made("the login was refused: " + in_quotes(refusal.line), code_of_refusal(refusal));
    }
    static_cast<void>(co_await net::sleep_for(access_.time, pause));
  }
}

/// The period that is announced after login is that of the user. One that is announced only before login counts too.
asio::awaitable<bool> visit::may_fetch() {
  if (may_fetch_) co_return *may_fetch_;
  const session_ptr user = co_await log_in();
  std::optional<std::string> expiry = co_await announced_expiry(*user);
  co_await leave();
  if (!expiry) {
    const session_ptr stranger = co_await connect();
    expiry = co_await announced_expiry(*stranger);
    co_await leave();
  }
  may_fetch_ = !expiry || !is_zero(*expiry);
  co_return *may_fetch_;
}

asio::awaitable<session_ptr> visit::log_in_to_fetch() {
  const bool allowed = co_await may_fetch();
  if (!allowed) throw not_made("EXPIRE 0 is announced: the server may remove a message that is fetched");
  co_return co_await log_in();
}

asio::awaitable<void> visit::leave() {
  for (const session_ptr& each : sessions_) co_await each->leave();
  sessions_.clear();
}

}  // namespace pop3kit::conformance
