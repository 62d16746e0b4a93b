#pragma once

#include <pop3kit/server.hpp>
#include <string>
#include <vector>

#include "scenario/child_command.hpp"
#include "scenario/scenario_commands.hpp"

namespace pop3kit::command {

/// Returns the variables that tell a command where the server listens: POP3KIT_HOST, POP3KIT_PORT, POP3KIT_TLS_PORT,
/// POP3KIT_CA_FILE, POP3KIT_ADMIN_URL and POP3KIT_ADMIN_TOKEN. `ca_file` is a file with the certificate of the
/// authority.
[[nodiscard]] std::vector<variable> command_environment(const serve_arguments& given, const server& listening,
                                                        const std::string& ca_file);

/// Returns the host with brackets if it is an IPv6 address.
[[nodiscard]] std::string bracketed(const std::string& host);

}  // namespace pop3kit::command
