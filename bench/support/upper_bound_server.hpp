#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "support/server_process.hpp"

namespace bench {

/// A user of the upper-bound server and what lies in the mailbox.
struct mailbox_plan {
  mailbox_plan(std::string name, std::size_t messages, std::size_t size, std::chrono::microseconds each = {})
      : user(std::move(name)), count(messages), octets(size), service_time(each) {}
  std::string user;
  std::size_t count;
  std::size_t octets;                      ///< of each message, with one copy of its body
  std::chrono::microseconds service_time;  ///< that each command takes after the login; one at a time in a session
  /// Added to the reply to RETR while another command waits, as by servers that announce PIPELINING and delay it.
  std::chrono::microseconds pipelined_delay{};
  std::size_t copies = 1;  ///< of the body in each message: more than fits into memory
};

/// The most that a POP3 server can do: every response lies ready in memory, and all commands that have arrived are
/// answered by one gathered write. It takes any password and remembers no deletions.
[[nodiscard]] server_process start_upper_bound_server(std::vector<mailbox_plan> plans);

}  // namespace bench
