#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "control/controlled.hpp"

namespace pop3kit::serving::control {

/// The HTTP interface of a running server. Belongs to the server's executor, except for port().
class control_room {
 public:
  /// Each request must have `token`, and be meant for `host` or for this machine. `server` must outlive this object,
  /// and the connections that are still ending after stop().
  control_room(net::asio::any_io_executor executor, controlled& server, std::string host, std::string token);
  control_room(const control_room&) = delete;
  control_room& operator=(const control_room&) = delete;
  ~control_room();

  /// Listens on the port after it returns without an error. Requests are served when the executor runs.
  [[nodiscard]] outcome<> open(const std::string& host, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Serves a connection that did not come through the port.
  void serve(net::stream_ptr stream);
  /// Ends all connections and takes no more. Further calls have no effect.
  void stop() noexcept;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit::serving::control
