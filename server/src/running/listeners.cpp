#include "running/listeners.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <utility>

#include "net/time/clock.hpp"

namespace pop3kit::serving {

namespace asio = boost::asio;

namespace {

/// The usual cause is a lack of descriptors. Sessions that end free some.
constexpr net::duration accept_retry = std::chrono::milliseconds(50);

}  // namespace

struct listeners::open_port {
  explicit open_port(const asio::any_io_executor& executor) : socket(executor) {}
  net::listener socket;
  bool closed = false;
};

listeners::listeners(asio::any_io_executor executor, connection_handler on_connection, warning_handler on_warning)
    : executor_(std::move(executor)), on_connection_(std::move(on_connection)), on_warning_(std::move(on_warning)) {}

result<> listeners::open(const listen_options& wanted, const std::string& host, std::uint16_t port,
                         std::uint16_t tls_port) {
  const auto plain = find_or_open(plain_, wanted.plain, host, port);
  if (plain.has_error()) return plain.error();
  const auto tls = find_or_open(tls_, wanted.tls, host, tls_port);
  if (tls.has_error()) return tls.error();
  put(plain_, *plain, false);
  put(tls_, *tls, true);
  return {};
}

result<listeners::port_ptr> listeners::find_or_open(const port_ptr& present, bool wanted, const std::string& host,
                                                    std::uint16_t port) const {
  if (!wanted) return port_ptr();
  if (present) return present;
  auto opened = std::make_shared<open_port>(executor_);
  const auto bound = opened->socket.open(host, port);
  if (bound.has_error()) return failure(bound.error(), host + ":" + std::to_string(port));
  return opened;
}

void listeners::put(port_ptr& place, const port_ptr& next, bool implicit_tls) {
  if (place == next) return;
  if (place) {
    place->closed = true;
    place->socket.close();
  }
  if (next) asio::co_spawn(executor_, accept_all(next, implicit_tls), asio::detached);
  const std::scoped_lock held(guard_);
  place = next;
}

asio::awaitable<void> listeners::accept_all(port_ptr at, bool implicit_tls) {
  bool warned = false;
  while (!at->closed) {
    auto accepted = co_await at->socket.accept();
    if (at->closed) break;
    if (accepted.has_value()) {
      warned = false;
      on_connection_(std::move(*accepted), implicit_tls);
      continue;
    }
    if (!std::exchange(warned, true)) on_warning_("no connection can be accepted: " + accepted.error().message());
    const auto slept = co_await net::sleep_for(net::system_clock(), accept_retry);
    if (slept.has_error()) break;
  }
}

void listeners::close() noexcept {
  for (const port_ptr& each : {plain_, tls_}) {
    if (!each) continue;
    each->closed = true;
    each->socket.close();
  }
}

std::optional<std::uint16_t> listeners::port() const {
  const std::scoped_lock held(guard_);
  return plain_ ? std::optional(plain_->socket.port()) : std::nullopt;
}

std::optional<std::uint16_t> listeners::tls_port() const {
  const std::scoped_lock held(guard_);
  return tls_ ? std::optional(tls_->socket.port()) : std::nullopt;
}

}  // namespace pop3kit::serving
