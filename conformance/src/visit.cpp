#include <algorithm>
#include <chrono>
#include <utility>

#include "check.hpp"
#include "net/time/clock.hpp"

namespace pop3kit::conformance {

asio::awaitable<session_ptr> visit::connect_and_greet() {
  auto made = std::make_shared<probe>(executor_, way_);
  sessions_.push_back(made);
  const reply greeting = co_await made->connect();
  // The first login has shown that the server can greet: this is a refusal for the moment, such as too many sessions.
  if (!greeting.ok()) throw not_made("the greeting is " + quoted(greeting.line), errc::greeting_refused);
  co_return made;
}

asio::awaitable<session_ptr> visit::connect() {
  session_ptr made = co_await connect_and_greet();
  if (way_.tls && !made->secured()) co_await made->start_tls();
  co_return made;
}

asio::awaitable<session_ptr> visit::connect_in_the_clear() {
  if (way_.implicit_tls()) throw does_not_apply("TLS comes before the greeting here");
  co_return co_await connect_and_greet();
}

asio::awaitable<session_ptr> visit::log_in() {
  constexpr auto pause = std::chrono::milliseconds{20};
  constexpr auto longest = std::chrono::seconds{10};
  const net::time_point patience = net::later(way_.time.now(), std::min<net::duration>(longest, way_.server.timeout));
  for (;;) {
    session_ptr made = co_await connect();
    const reply refusal = co_await made->try_login();
    if (refusal.ok()) co_return made;
    made->close();
    if (way_.time.now() >= patience) {
      throw not_made("the login was refused: " + quoted(refusal.line), code_of_refusal(refusal));
    }
    static_cast<void>(co_await net::sleep_for(way_.time, pause));
  }
}

asio::awaitable<void> visit::leave() {
  for (const session_ptr& each : sessions_) co_await each->leave();
  sessions_.clear();
}

}  // namespace pop3kit::conformance
