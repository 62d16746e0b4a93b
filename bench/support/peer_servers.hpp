#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bench {

/// A server that others wrote, and whose maildrop it serves.
struct peer_server {
  std::string name;
  std::uint16_t port = 0;  ///< of 127.0.0.1, in the clear
  std::string user;
  std::string password;
  std::size_t messages = 0;
};

/// They end with this object.
struct peer_servers {
  std::vector<peer_server> started;
  std::shared_ptr<void> processes;
};

/// Courier and Cyrus with a maildrop each; nobody where they are not installed, or the caller is not root, who alone
/// can start them.
[[nodiscard]] peer_servers start_peer_servers(std::size_t count, std::size_t octets);

}  // namespace bench
