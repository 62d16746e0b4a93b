#pragma once

#include <string>
#include <vector>

#include "arguments/client_arguments.hpp"

namespace pop3kit::command {

struct fetch_arguments : client_arguments {
  fetch_arguments() = default;
  std::vector<std::string> ids;
  bool all = false;
  std::string output;  ///< FILE, DIR or "-"; empty: not given
  std::string format;  ///< eml, mbox, maildir; empty: eml
};

/// Messages to files or standard output, octet for octet. Throws command_error.
void run_fetch(const fetch_arguments& given);

}  // namespace pop3kit::command
