#pragma once

#include <pop3kit/failure.hpp>

#include "arguments/client_arguments.hpp"
#include "arguments/server_url.hpp"
#include "console/command_error.hpp"

namespace pop3kit::command {

/// Why the server could not be used. Options of the library have the names of the command line in it. An option that
/// cannot be used is a usage error.
[[nodiscard]] command_error connection_error(const client_arguments& given, const server_url& url,
                                             const failure& cause);

}  // namespace pop3kit::command
