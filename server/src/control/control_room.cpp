#include "control/control_room.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <map>

#include "control/dispatch.hpp"
#include "control/http_connection.hpp"
#include "net/listener.hpp"

namespace pop3kit::serving::control {

namespace asio = net::asio;

namespace {

/// Testers need a few; a leak must not take the descriptors of the POP3 side.
constexpr std::size_t most_connections = 64;
constexpr net::duration accept_retry = std::chrono::milliseconds(50);

}  // namespace

struct control_room::state : std::enable_shared_from_this<state> {
  state(asio::any_io_executor where, controlled& what) : executor(std::move(where)), server(what), door(executor) {}

  void serve(net::stream_ptr stream) {
    if (stopped || connections.size() >= most_connections) return;
    const std::uint64_t number = next++;
    auto cancel = std::make_shared<asio::cancellation_signal>();
    connections.emplace(number, cancel);
    http_handler handle = [this](http_request request) { return dispatch(server, std::move(request)); };
    auto done = asio::bind_cancellation_slot(
        cancel->slot(),
        [self = shared_from_this(), cancel, number](const std::exception_ptr&) { self->connections.erase(number); });
    asio::co_spawn(executor, serve_http(std::move(stream), server.time(), std::move(handle)), std::move(done));
  }

  static asio::awaitable<void> accept_all(std::shared_ptr<state> self) {
    while (!self->stopped) {
      auto accepted = co_await self->door.accept();
      if (self->stopped) break;
      if (accepted.has_value()) {
        self->serve(std::move(*accepted));
        continue;
      }
      const auto slept = co_await net::sleep_for(self->server.time(), accept_retry);
      if (slept.has_error()) break;
    }
  }

  asio::any_io_executor executor;
  controlled& server;
  net::listener door;
  std::map<std::uint64_t, std::shared_ptr<asio::cancellation_signal>> connections;
  std::uint64_t next = 0;
  bool stopped = false;
};

control_room::control_room(asio::any_io_executor executor, controlled& server)
    : state_(std::make_shared<state>(std::move(executor), server)) {}

control_room::~control_room() {
  stop();
}

outcome<> control_room::open(const std::string& host, std::uint16_t port) {
  const auto bound = state_->door.open(host, port);
  if (bound.has_error()) return bound.error();
  asio::co_spawn(state_->executor, state::accept_all(state_), asio::detached);
  return {};
}

std::uint16_t control_room::port() const noexcept {
  return state_->door.port();
}

void control_room::serve(net::stream_ptr stream) {
  state_->serve(std::move(stream));
}

void control_room::stop() noexcept {
  if (std::exchange(state_->stopped, true)) return;
  state_->door.close();
  const auto connections = state_->connections;
  for (const auto& [number, each] : connections) each->emit(asio::cancellation_type::terminal);
}

}  // namespace pop3kit::serving::control
