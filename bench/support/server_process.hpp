#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>

namespace bench {

struct server_ports {
  std::uint16_t plain = 0;
  std::uint16_t tls = 0;  ///< zero where there is none
};

/// A server in a process of its own, so that neither its work nor its memory is ever counted as the client's. It ends
/// with its owner. Must be made before any thread is.
class server_process {
 public:
  /// `serve` runs in the new process: it calls `ready` once clients may come, and does not return.
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
