#pragma once

#include <string>

namespace pop3kit::command {

struct demo_arguments {
  demo_arguments() = default;
  std::string scenario;         ///< an ordinary mailbox; empty: the one that comes with the command
  std::string shared_scenario;  ///< a maildrop that several connections may share; likewise
};

/// Every documented operation against the embedded server, narrated and checked. Throws command_error (1) where one of
/// them gave a wrong result.
void run_demo(const demo_arguments& given);

}  // namespace pop3kit::command
