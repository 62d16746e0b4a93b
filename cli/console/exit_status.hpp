#pragma once

#include <pop3kit/failure.hpp>

namespace pop3kit::command {

/// What the command says to the script that called it. Scripts depend on the numbers.
enum class exit_status : int {
  done = 0,
  partial = 1,         ///< some of several messages failed, or a scenario's expectation did
  usage = 2,           ///< the arguments; nothing was sent
  connection = 3,      ///< the network or TLS
  authentication = 4,  ///< the login
  refused = 5,         ///< the server said -ERR
  protocol = 6,        ///< the server broke the protocol
  deadline = 7,
  local = 8,     ///< a file or an output of this machine
  scenario = 9,  ///< the scenario is wrong; nothing was started
};

/// The one place where a failure of the library becomes a status.
[[nodiscard]] exit_status exit_status_of(const failure& cause) noexcept;

}  // namespace pop3kit::command
