#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "support/server_process.hpp"

namespace bench {

/// A user of the upper-bound server, and the user's mailbox.
struct mailbox_plan {
  mailbox_plan(std::string name, std::size_t messages, std::size_t size, std::chrono::microseconds each = {})
      : user(std::move(name)), count(messages), octets(size), service_time(each) {}
  std::string user;
  std::size_t count;
  std::size_t octets;                      ///< of each message, with one copy of its body
  std::chrono::microseconds service_time;  ///< of each command after the login; a session serves one command at a time
  /// Added to the reply to RETR while another command waits, like servers that announce PIPELINING and delay it.
  std::chrono::microseconds pipelined_delay{};
  std::size_t copies = 1;  ///< of the body in each message, to make it larger than memory
};

/// Starts the fastest possible POP3 server: every response is ready in memory, and one gathered write answers all
/// commands that have arrived. It accepts any password and ignores deletions.
[[nodiscard]] server_process start_upper_bound_server(std::vector<mailbox_plan> plans);

}  // namespace bench
