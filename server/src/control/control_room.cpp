#include "control/control_room.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <map>
#include <utility>

#include "control/admission.hpp"
#include "control/http_connection.hpp"
#include "control/route.hpp"
#include "net/async/signal.hpp"
#include "net/tcp/listener.hpp"

namespace pop3kit::serving::control {

namespace asio = net::asio;

namespace {

/// More than a test suite needs, but few enough to leave descriptors for POP3 if a client leaks connections.
constexpr std::size_t most_connections = 64;
constexpr net::duration accept_retry = std::chrono::milliseconds(50);

}  // namespace

struct control_room::state : std::enable_shared_from_this<state> {
  state(asio::any_io_executor where, controlled& what, std::string host, std::string token)
      : executor(std::move(where)),
        server(what),
        admitted(std::move(host), std::move(token)),
        door(executor),
        room(executor) {}

  struct connection {
    asio::cancellation_signal cancel;
    bool busy = false;  ///< it handles a request with the token
  };

  http_service service_for(const std::shared_ptr<connection>& on) {
    http_service out;
    out.refusal = [this](const http_request& head) { return admitted.refusal(head); };
    out.handle = [this](http_request request) { return dispatch(server, std::move(request)); };
    out.waits = [](const http_request& request) { return asks_to_wait(request); };
    out.busy = [this, on](bool now) {
      on->busy = now;
      if (!now) room.notify();
    };
    return out;
  }

  /// Makes room for a new connection: closes the oldest one that is not busy.
  [[nodiscard]] bool make_room() {
    if (connections.size() < most_connections) return true;
    const auto idle = std::ranges::find_if(connections, [](const auto& each) { return !each.second->busy; });
    if (idle == connections.end()) return false;
    const std::shared_ptr<connection> closing = idle->second;
    connections.erase(idle);
    closing->cancel.emit(asio::cancellation_type::terminal);
    return true;
  }

  void serve(net::stream_ptr stream) {
    if (stopped) return;
    const std::uint64_t number = next++;
    auto made = std::make_shared<connection>();
    connections.emplace(number, made);
    auto done = asio::bind_cancellation_slot(made->cancel.slot(),
                                             [self = shared_from_this(), made, number](const std::exception_ptr&) {
                                               self->connections.erase(number);
                                               self->room.notify();
                                             });
    asio::co_spawn(executor, serve_http(std::move(stream), server.time(), service_for(made)), std::move(done));
  }

  static asio::awaitable<void> accept_all(std::shared_ptr<state> self) {
    bool warned = false;
    while (!self->stopped) {
      auto accepted = co_await self->door.accept();
      if (self->stopped) break;
      if (accepted.has_value()) {
        warned = false;
        while (!self->stopped && !self->make_room()) {
          const auto freed = co_await self->room.wait();
          static_cast<void>(freed);
        }
        self->serve(std::move(*accepted));
        continue;
      }
      if (!std::exchange(warned, true)) {
        self->server.warn("no connection to the control room can be accepted: " + accepted.error().message());
      }
      const auto slept = co_await net::sleep_for(self->server.time(), accept_retry);
      if (slept.has_error()) break;
    }
  }

  asio::any_io_executor executor;
  controlled& server;
  admission admitted;
  net::listener door;
  net::signal room;                                                  ///< a connection has ended or is no longer busy
  std::map<std::uint64_t, std::shared_ptr<connection>> connections;  ///< the oldest first
  std::uint64_t next = 0;
  bool stopped = false;
};

control_room::control_room(asio::any_io_executor executor, controlled& server, std::string host, std::string token)
    : state_(std::make_shared<state>(std::move(executor), server, std::move(host), std::move(token))) {}

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
  state_->room.notify();
  const auto connections = state_->connections;
  for (const auto& [number, each] : connections) each->cancel.emit(asio::cancellation_type::terminal);
}

}  // namespace pop3kit::serving::control
