#pragma once

#include <string>
#include <vector>

#include "arguments/client_arguments.hpp"

/// The operations on messages that are named by ID. Each throws command_error.
namespace pop3kit::command {

struct message_arguments : client_arguments {
  message_arguments() = default;
  std::vector<std::string> ids;
};

void run_headers(const message_arguments& given);
void run_info(const message_arguments& given);
void run_show(const message_arguments& given);
void run_delete(const message_arguments& given);

}  // namespace pop3kit::command
