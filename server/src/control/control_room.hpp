#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "control/controlled.hpp"

namespace pop3kit::serving::control {

/// The HTTP door to a running server. Belongs to the server's executor, but for port().
class control_room {
 public:
  /// Every request must show `token`, and be meant for `host` or for this machine. `server` must outlive this object,
  /// and the connections that stop() leaves to end.
  control_room(net::asio::any_io_executor executor, controlled& server, std::string host, std::string token);
  control_room(const control_room&) = delete;
  control_room& operator=(const control_room&) = delete;
  ~control_room();

  /// Listening when it returns without an error; serves once the executor runs.
  [[nodiscard]] outcome<> open(const std::string& host, std::uint16_t port);
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// Takes a connection from elsewhere than the port.
  void serve(net::stream_ptr stream);
  /// Ends every connection and takes no more. Idempotent.
  void stop() noexcept;

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace pop3kit::serving::control
