#include <chrono>
#include <utility>

#include "check.hpp"
#include "net/clock.hpp"

namespace pop3kit::conformance {

asio::awaitable<std::unique_ptr<probe>> visit::connect() const {
  auto made = std::make_unique<probe>(executor_, way_);
  const reply greeting = co_await made->connect();
  if (!greeting.ok()) throw departure("the greeting is " + quoted(greeting.line));
  if (way_.tls && !made->secured()) co_await made->start_tls();
  co_return made;
}

asio::awaitable<std::unique_ptr<probe>> visit::connect_in_the_clear() const {
  if (way_.implicit_tls()) throw does_not_apply("TLS comes before the greeting here");
  auto made = std::make_unique<probe>(executor_, way_);
  const reply greeting = co_await made->connect();
  if (!greeting.ok()) throw departure("the greeting is " + quoted(greeting.line));
  co_return made;
}

/// The check before has hung up without a word, and its session may hold the maildrop a moment longer.
asio::awaitable<std::unique_ptr<probe>> visit::log_in() const {
  constexpr auto pause = std::chrono::milliseconds{20};
  constexpr auto longest = std::chrono::seconds{5};
  const net::time_point patience = net::later(way_.time.now(), longest);
  for (;;) {
    auto made = co_await connect();
    try {
      co_await made->log_in();
      co_return made;
    } catch (const departure&) {
      if (way_.time.now() >= patience) throw;
    }
    static_cast<void>(co_await net::sleep_for(way_.time, pause));
  }
}

}  // namespace pop3kit::conformance
