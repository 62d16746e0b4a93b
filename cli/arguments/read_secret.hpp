#pragma once

#include <string>
#include <string_view>

#include "arguments/client_arguments.hpp"

/// Secrets come from the environment, from a file or from a question on the terminal, never from an argument.
namespace pop3kit::command {

/// Reads the password from the environment or from a file. If neither was named and a person sits at the terminal, asks
/// for it with echo off. Throws command_error: 2 if there is no password or it contains a line break or NUL, 8 if the
/// file cannot be read.
[[nodiscard]] std::string read_password(const client_arguments& given);

/// Reads the access token from the environment. Throws command_error (2) if there is none, or if it contains a control
/// character.
[[nodiscard]] std::string read_token(const client_arguments& given);

/// Reads an environment variable. Throws command_error (2), which names the option, if there is no such variable.
[[nodiscard]] std::string read_variable(const std::string& name, std::string_view option);

}  // namespace pop3kit::command
