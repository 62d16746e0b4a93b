#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>

#include "support/stored_mailbox.hpp"

namespace bench {

/// The most that a POP3 server can do: every response lies ready in memory, and all commands that have arrived are
/// answered by one gathered write. A process of its own, so that its work is never counted as the client's; ended by
/// its owner. It takes any password and remembers no deletions.
class upper_bound_server {
 public:
  explicit upper_bound_server(const std::map<std::string, const stored_mailbox*>& mailboxes);
  upper_bound_server(const upper_bound_server&) = delete;
  upper_bound_server& operator=(const upper_bound_server&) = delete;
  ~upper_bound_server();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::uint16_t tls_port() const noexcept { return tls_port_; }

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
  std::uint16_t tls_port_ = 0;
};

}  // namespace bench
