#pragma once

#include "arguments/client_arguments.hpp"

/// The operations that concern the maildrop or the server as a whole. Each throws command_error.
namespace pop3kit::command {

void run_stat(const client_arguments& given);
void run_count(const client_arguments& given);
void run_capabilities(const client_arguments& given);
void run_validate(const client_arguments& given);

struct list_arguments : client_arguments {
  list_arguments() = default;
  bool ids = false;
};
void run_list(const list_arguments& given);

}  // namespace pop3kit::command
