#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bench {

/// A server of another project, and the user whose maildrop it serves.
struct peer_server {
  std::string name;
  std::uint16_t port = 0;  ///< on 127.0.0.1, in plaintext
  std::string user;
  std::string password;
  std::size_t messages = 0;
};

/// The servers stop when this object is destroyed.
struct peer_servers {
  std::vector<peer_server> started;
  std::shared_ptr<void> processes;
};

/// Starts Courier and Cyrus with a maildrop each. Starts none if they are not installed or if the caller is not root,
/// because only root can start them.
[[nodiscard]] peer_servers start_peer_servers(std::size_t count, std::size_t octets);

}  // namespace bench
