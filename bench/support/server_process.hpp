#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

namespace bench {

struct server_ports {
  std::uint16_t plain = 0;
  std::uint16_t tls = 0;  ///< zero: no port
};

/// A server in its own process, so that its work and memory never count as the client's. It stops when this object is
/// destroyed. Make it before any thread starts.
class server_process {
 public:
  /// `serve` runs in the new process. It calls `ready` when clients can connect, and does not return.
  explicit server_process(const std::function<void(const std::function<void(server_ports)>& ready)>& serve);
  server_process(server_process&& other) noexcept;
  server_process& operator=(server_process&&) = delete;
  ~server_process();

  [[nodiscard]] server_ports ports() const noexcept { return ports_; }
  [[nodiscard]] pid_t id() const noexcept { return process_; }

 private:
  pid_t process_ = -1;
  server_ports ports_;
};

}  // namespace bench
