#pragma once

#include <string>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

struct verify_arguments : client_arguments {
  verify_arguments() = default;
  bool writable = false;
  std::string junit;  ///< empty: not given
};

/// Holds a server against the RFCs, check by check. Throws command_error: 1 where a check failed.
void run_verify(const verify_arguments& given);

}  // namespace pop3kit::command
